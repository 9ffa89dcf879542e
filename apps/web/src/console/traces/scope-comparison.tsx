import type { ScopeFigures, TraceAnswer } from '@app/contracts';
import { Button, Checkbox, CloseButton, Group, MultiSelect, Paper, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { showNumber, showShare } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';

interface Scope {
  key: number;
  name: string;
  levels: string[];
  placeIds: string[];
}

/** The service compares so many at once. */
const MOST_SCOPES = 20;

/** Scopes of quarantine side by side: what each takes out and what it leaves. */
export function ScopeComparison({ trace }: { trace: TraceAnswer }) {
  const client = useClient();
  const { compare: words } = useTraceWords();
  const levels = Object.keys(trace.counts).filter((level) => Number(level) <= trace.levelsDone);
  const [scopes, setScopes] = useState<Scope[]>(() => [
    { key: 0, name: words.only('F1'), levels: ['1'], placeIds: [] },
    ...(levels.length > 1 ? [{ key: 1, name: words.upTo(`F${levels.length}`), levels, placeIds: [] }] : []),
  ]);
  const places = useMetPlaces(trace);
  const compare = useMutation({
    mutationFn: () =>
      client.call('POST /traces/:id/compare', { params: { id: trace.id }, body: { scopes: scopes.map(bodyOf) } }),
  });
  const change = (key: number, part: Partial<Scope>): void =>
    setScopes((before) => before.map((scope) => (scope.key === key ? { ...scope, ...part } : scope)));
  const add = (): void =>
    setScopes((before) => {
      const key = Math.max(-1, ...before.map((scope) => scope.key)) + 1;
      return [...before, { key, name: `${words.scope} ${key + 1}`, levels: [], placeIds: [] }];
    });
  const usable =
    scopes.length > 0 &&
    scopes.every(({ name, ...rest }) => name.trim() && (rest.levels.length || rest.placeIds.length));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      {scopes.map((scope) => (
        <ScopeForm
          key={scope.key}
          scope={scope}
          levels={levels}
          places={places}
          onChange={(part) => change(scope.key, part)}
          onRemove={() => setScopes((before) => before.filter(({ key }) => key !== scope.key))}
        />
      ))}
      <Group>
        <Button variant="default" onClick={add} disabled={scopes.length >= MOST_SCOPES}>
          {words.add}
        </Button>
        <Button onClick={() => compare.mutate()} loading={compare.isPending} disabled={!usable}>
          {words.run}
        </Button>
      </Group>
      {compare.isError && <ProblemNote error={compare.error} onRetry={() => compare.mutate()} />}
      {compare.data && <Figures scopes={compare.data.scopes} />}
    </Stack>
  );
}

const bodyOf = ({ name, levels, placeIds }: Scope) => ({
  name: name.trim(),
  ...(levels.length > 0 ? { levels: levels.map(Number) } : {}),
  ...(placeIds.length > 0 ? { placeIds } : {}),
});

interface PlaceChoice {
  value: string;
  label: string;
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

interface ScopeFormProps {
  scope: Scope;
  levels: readonly string[];
  places: readonly PlaceChoice[];
  onChange: (part: Partial<Scope>) => void;
  onRemove: () => void;
}

function ScopeForm({ scope, levels, places, onChange, onRemove }: ScopeFormProps) {
  const { compare: words } = useTraceWords();
  return (
    <Paper withBorder p="sm" component="section" aria-label={scope.name}>
      <Group align="flex-start" gap="md">
        <TextInput
          label={words.name}
          maxLength={100}
          value={scope.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Checkbox.Group label={words.levels} value={scope.levels} onChange={(chosen) => onChange({ levels: chosen })}>
          <Group gap="sm" mt={8}>
            {levels.map((level) => (
              <Checkbox key={level} value={level} label={`F${level}`} />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          label={words.places}
          placeholder={scope.placeIds.length === 0 ? words.placesWhy : undefined}
          searchable
          flex="1 1 240px"
          value={scope.placeIds}
          onChange={(placeIds) => onChange({ placeIds })}
          data={places}
        />
        <CloseButton aria-label={words.remove(scope.name)} onClick={onRemove} />
      </Group>
    </Paper>
  );
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
