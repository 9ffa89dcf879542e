import { type Role, ROLES } from '@app/contracts';
import { isIP } from 'node:net';
import { z } from 'zod';

const isProxy = (text: string): boolean => {
  const [address = '', bits = '0'] = text.split('/');
  return PROXY_WORDS.includes(text) || (isIP(address) > 0 && /^\d{1,3}$/.test(bits));
};
const PROXY_WORDS = ['loopback', 'linklocal', 'uniquelocal'];

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** How many people's data an account of a role may read of in a day; what a year of work needs, and no more. */
const PEOPLE_PER_DAY: Record<Role, number> = {
  province_admin: 100_000,
  health_officer: 100_000,
  enterprise_admin: 50_000,
  personnel: 50_000,
  gate_guard: 20_000,
  worker: 2_000,
  auditor: 2_000,
  service: 2_000,
};

/** `role=number,…`; roles that are not named keep theirs. */
const peoplePerDay = z
  .string()
  .default('')
  .transform((text, context): Record<Role, number> => {
    const given = text.split(',').filter((part) => part.trim() !== '');
    const pairs = given.map((part) => part.trim().match(/^([a-z_]+)=(\d{1,9})$/));
    if (pairs.some((pair) => !pair || !(ROLES as readonly string[]).includes(pair[1]!))) {
      context.addIssue({ code: 'custom', message: 'is role=number, separated by commas' });
      return z.NEVER;
    }
    const named = Object.fromEntries(pairs.map((pair) => [pair![1]!, Number(pair![2])])) as Partial<
      typeof PEOPLE_PER_DAY
    >;
    return { ...PEOPLE_PER_DAY, ...named };
  });

/** Every setting of the product. This file is the only one that reads `process.env`. */
const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_REQUEST_URL: z.string().optional(),
  DATABASE_ADMIN_URL: z.string().optional(),
  /** TypeORM's own name for what nothing may turn on. */
  TYPEORM_SYNCHRONIZE: z.literal('false', 'is set, but the schema is made by migrations alone').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
  REDIS_URL: z.string().optional(),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .refine((list) => list.split(',').every((one) => isProxy(one.trim())), 'lists addresses, or loopback, uniquelocal'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTPS: z.literal('self-signed').optional(),
  KEY_FILE: z.string().optional(),
  ZONE: z.string().default('Asia/Ho_Chi_Minh'),
  LOG_LEVEL: z.enum(['error', 'warn', 'log', 'debug']).default('log'),
  BODY_LIMIT_MB: z.coerce.number().positive().default(4),
  UPLOAD_LIMIT_MB: z.coerce.number().positive().default(512),
  EXPORT_PART_ROWS: z.coerce.number().int().min(1).max(1_000_000).default(500_000),
  DELIVERY_TIMEOUT_SECONDS: z.coerce.number().positive().max(600).default(30),
  TRACE_MEMORY_MB: z.coerce.number().int().min(0).optional(),
  TRACE_STRATEGY: z.enum(['memory', 'sql']).default('memory'),
  TRACE_WARM_DAYS: z.coerce.number().int().min(0).max(60).default(14),
  TRACE_WARN_SHARE: z.coerce.number().positive().max(1).default(0.2),
  TRACE_FOLLOW_SECONDS: z.coerce.number().min(0).max(3_600).default(10),
  PRESENCE_DAYS: z.coerce.number().int().min(1).max(28).default(21),
  HEALTH_DAYS: z.coerce.number().int().min(28).max(1_827).default(365),
  EXPORT_APPROVAL_PEOPLE: z.coerce.number().int().min(0).default(1_000),
  PEOPLE_PER_DAY: peoplePerDay,
  AUDIT_DAYS: z.coerce.number().int().min(180).max(3_650).default(180),
  MAP_TILES: z
    .url({ protocol: /^https?$/ })
    .refine(
      (address) => ['z', 'x', 'y'].every((part) => decodeURI(address).includes(`{${part}}`)),
      'holds {z}, {x} and {y}',
    )
    .optional(),
  MAP_ATTRIBUTION: z.string().max(200).default(''),
  ANCHOR_DIR: z.string().optional(),
  ANCHOR_URL: z.url().optional(),
  DEMO: flag.default(true),
});
export type Environment = z.output<typeof schema>;

/** Injection token of the parsed environment. */
export const ENVIRONMENT = Symbol('environment');

/**
 * Reads the settings, with `overrides` winning over the process's own.
 * @throws Error with one line a fault, naming the variable, never its value.
 */
export function readEnvironment(overrides: Record<string, string | undefined> = {}): Environment {
  const given = Object.fromEntries(
    Object.entries({ ...process.env, ...overrides }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map((issue) => `Environment variable ${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

/** This process's environment with changes, for a program of ours that it starts; an empty value unsets. */
export const childEnvironment = (changes: Record<string, string>): Record<string, string | undefined> => ({
  ...process.env,
  ...changes,
});
