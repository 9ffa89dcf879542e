import type { Role } from '@app/contracts';
import type { TestApp } from './app.js';

/** As much of JSON Schema as the API's description uses. */
export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface Operation {
  /** `POST /cases` */
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in the document, with `{id}`. */
  path: string;
  parameters: { name: string; in: 'path' | 'query'; schema: Schema }[];
  body: Schema | undefined;
  roles: (Role | 'public' | 'signed-in')[];
}

interface Described {
  parameters?: Operation['parameters'];
  requestBody?: { content: { 'application/json'?: { schema: Schema } } };
  'x-roles': Operation['roles'];
}

/** Every operation that the running services describe. */
export async function operationsOf(app: TestApp): Promise<Operation[]> {
  const { body } = await app.as().get('!/api/openapi.json');
  const paths = Object.entries(body.paths as Record<string, Record<string, Described>>);
  const operations = paths.flatMap(([path, methods]): Operation[] =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters: described.parameters ?? [],
      body: described.requestBody?.content['application/json']?.schema,
      roles: described['x-roles'],
    })),
  );
  // the items of a batch are described in words: as POST /check-ins takes them
  const bodyOf = (name: string): Schema => operations.find((one) => one.name === name)!.body!;
  bodyOf('POST /check-ins/batch').properties!['items']!.items = bodyOf('POST /check-ins');
  return operations;
}
