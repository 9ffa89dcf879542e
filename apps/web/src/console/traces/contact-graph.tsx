import type { ContactGraph, TraceAnswer } from '@app/contracts';
import { Button, Checkbox, Group, Input, Select, Slider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { showNumber, showShare } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import classes from './contact-graph.module.css';
import { LevelMark } from './level-mark';
import { placesIn, type Shown } from './graph-filter';
import { type Drawing, useDrawing } from './use-drawing';

/** More dots than this tell nobody anything, and a phone cannot draw them. */
const MOST_NODES = 5_000;

interface ContactGraphProps {
  trace: TraceAnswer;
  onOpen: (workerId: string) => void;
}

/** A trace as a drawing: rings for levels, lines for the strongest links. */
export default function GraphView({ trace, onOpen }: ContactGraphProps) {
  const client = useClient();
  const { graph: words } = useTraceWords();
  const { id, revision, levelsDone } = trace;
  const query = useQuery({
    queryKey: ['graph', id, revision, levelsDone],
    queryFn: ({ signal }) =>
      client.call('GET /traces/:id/graph', { params: { id }, query: { maxNodes: MOST_NODES } }, signal),
  });
  return (
    <Loaded query={query} lines={8}>
      {(graph) => (graph.nodes.length > 1 ? <Canvas graph={graph} onOpen={onOpen} /> : <Empty text={words.empty} />)}
    </Loaded>
  );
}

function Canvas({ graph, onOpen }: { graph: ContactGraph; onOpen: (workerId: string) => void }) {
  const { graph: words } = useTraceWords();
  const language = useLanguage();
  const levels = [...new Set(graph.nodes.map(({ level }) => level))].sort((a, b) => a - b);
  const [shown, setShown] = useState<Shown>({ levels, minScore: 0, organisationId: null, placeId: null });
  const container = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(container, graph, shown, onOpen);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      <Filters graph={graph} levels={levels} shown={shown} onChange={setShown} drawing={drawing} />
      {graph.omitted > 0 && <Text size="sm">{words.omitted(showNumber(graph.omitted, language))}</Text>}
      <div ref={container} role="img" aria-label={words.label} className={classes['canvas']} />
    </Stack>
  );
}

interface FiltersProps {
  graph: ContactGraph;
  levels: readonly number[];
  shown: Shown;
  onChange: (shown: Shown) => void;
  drawing: Drawing;
}

function Filters({ graph, levels, shown, onChange, drawing }: FiltersProps) {
  const { graph: words } = useTraceWords();
  const language = useLanguage();
  return (
    <Group gap="xl" align="flex-end" className="no-print">
      <Checkbox.Group
        label={words.levels}
        value={shown.levels.map(String)}
        onChange={(chosen) => onChange({ ...shown, levels: chosen.map(Number) })}
      >
        <Group mt={4} gap="sm">
          {levels.map((level) => (
            <Checkbox key={level} value={String(level)} label={<LevelMark level={level} />} aria-label={`F${level}`} />
          ))}
        </Group>
      </Checkbox.Group>
      <div style={{ flex: '1 1 200px', maxWidth: 320 }}>
        <Input.Label component="div">
          {words.minScore}: {showShare(shown.minScore, language)}
        </Input.Label>
        <Slider
          thumbLabel={words.minScore}
          min={0}
          max={1}
          step={0.01}
          label={null}
          value={shown.minScore}
          onChange={(minScore) => onChange({ ...shown, minScore })}
        />
      </div>
      <Whereabouts graph={graph} shown={shown} onChange={onChange} />
      <Button variant="default" onClick={drawing.fit}>
        {words.fit}
      </Button>
    </Group>
  );
}

/** An organisation of the trace, and of its places those where somebody of it belongs. */
function Whereabouts({
  graph: { nodes, organisations },
  shown,
  onChange,
}: Pick<FiltersProps, 'graph' | 'shown' | 'onChange'>) {
  const { graph: words } = useTraceWords();
  const { organisationId, placeId } = shown;
  const places = placesIn(nodes, organisationId);
  return (
    <>
      <Select
        label={words.organisation}
        placeholder={words.everywhere}
        searchable
        clearable
        value={organisationId}
        onChange={(chosen) => onChange({ ...shown, organisationId: chosen, placeId: null })}
        data={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        label={words.place}
        placeholder={words.everywhere}
        searchable
        clearable
        value={placeId}
        onChange={(chosen) => onChange({ ...shown, placeId: chosen })}
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}
