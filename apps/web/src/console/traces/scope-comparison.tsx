import type { ScopeFigures, TraceAnswer } from '@app/contracts';
import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { showNumber, showShare } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import { type PlaceChoice, ScopeForm } from './scope-form';
import { bodyOf, type Scope } from './scope';

/** The service compares so many at once. */
const MOST_SCOPES = 20;

const EVERYBODY = { from: 1, placeIds: [], everyone: false, risk: 100 };
const replaced = (scopes: readonly Scope[], changed: Scope): Scope[] =>
  scopes.map((scope) => (scope.key === changed.key ? changed : scope));

/** Scopes of quarantine side by side: what each takes out and what it leaves. */
export function ScopeComparison({ trace }: { trace: TraceAnswer }) {
  const client = useClient();
  const { compare: words } = useTraceWords();
  const deepest = Math.max(1, Math.min(trace.levelsDone, Object.keys(trace.counts).length));
  const [scopes, setScopes] = useState<Scope[]>(() => [
    { ...EVERYBODY, key: 0, name: words.only('F1'), to: 1 },
    ...(deepest > 1 ? [{ ...EVERYBODY, key: 1, name: words.upTo(`F${deepest}`), to: deepest }] : []),
  ]);
  const places = useMetPlaces(trace);
  const compare = useMutation({
    mutationFn: (asked: readonly Scope[]) =>
      client.call('POST /traces/:id/compare', { params: { id: trace.id }, body: { scopes: asked.map(bodyOf) } }),
  });
  const change = (changed: Scope): void => setScopes((before) => replaced(before, changed));
  // once there are figures, they go with the sliders
  const settle = (changed: Scope): void => {
    if (compare.data && usable) compare.mutate(replaced(scopes, changed));
  };
  const add = (): void =>
    setScopes((before) => {
      const key = Math.max(-1, ...before.map((scope) => scope.key)) + 1;
      return [...before, { ...EVERYBODY, key, name: `${words.scope} ${key + 1}`, to: deepest }];
    });
  const usable = scopes.length > 0 && scopes.every(({ name }) => name.trim());
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      {scopes.map((scope) => (
        <ScopeForm
          key={scope.key}
          scope={scope}
          deepest={deepest}
          places={places}
          onChange={change}
          onSettled={settle}
          onRemove={() => setScopes((before) => before.filter(({ key }) => key !== scope.key))}
        />
      ))}
      <Group>
        <Button variant="default" onClick={add} disabled={scopes.length >= MOST_SCOPES}>
          {words.add}
        </Button>
        <Button onClick={() => compare.mutate(scopes)} loading={compare.isPending} disabled={!usable}>
          {words.run}
        </Button>
      </Group>
      {compare.isError && <ProblemNote error={compare.error} onRetry={() => compare.mutate(scopes)} />}
      {compare.data && <Figures scopes={compare.data.scopes} />}
    </Stack>
  );
}

/** Places where the highest risks met their sources, those of most people first. */
function useMetPlaces(trace: TraceAnswer): PlaceChoice[] {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['met-places', trace.id, trace.revision, trace.levelsDone],
    queryFn: ({ signal }) =>
      client.call('GET /traces/:id/contacts', { params: { id: trace.id }, query: { limit: 500 } }, signal),
  });
  const met = new Map<string, { label: string; people: number }>();
  for (const { because } of data?.items ?? [])
    for (const { placeId, placeName } of because.flatMap(({ encounters }) => encounters))
      if (placeId) met.set(placeId, { label: placeName ?? placeId, people: (met.get(placeId)?.people ?? 0) + 1 });
  return [...met].sort(([, a], [, b]) => b.people - a.people).map(([value, { label }]) => ({ value, label }));
}

/** Of the lines that stop, so many are named. */
const NAMED_LINES = 4;

function Figures({ scopes }: { scopes: readonly ScopeFigures[] }) {
  const { compare: words } = useTraceWords();
  const language = useLanguage();
  const lines = ({ linesStopped, linesStoppedCount }: ScopeFigures): string => {
    const names = linesStopped
      .slice(0, NAMED_LINES)
      .map(({ placeName, taken, assigned }) => `${placeName} (${taken}/${assigned})`);
    const rest = linesStoppedCount - names.length;
    return names.length === 0 ? '0' : `${linesStoppedCount}: ${names.join(', ')}${rest > 0 ? ' …' : ''}`;
  };
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.scope, words.people, words.contacts, words.risk, words.lines, words.rooms].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scopes.map((scope) => (
            <Table.Tr key={scope.name}>
              <Table.Td>
                <b>{scope.name}</b>
              </Table.Td>
              <Table.Td>{showNumber(scope.people, language)}</Table.Td>
              <Table.Td>{showNumber(scope.contacts, language)}</Table.Td>
              <Table.Td>{showShare(scope.riskShare, language)}</Table.Td>
              <Table.Td>{lines(scope)}</Table.Td>
              <Table.Td>{showNumber(scope.dormitoryRooms, language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
