import type { PresetHead } from '@app/contracts';
import { Button, Group, Input, Paper, SegmentedControl, Select, Stack, useMatches } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../common/services';
import { inLanguage } from '../../format/amounts';
import { useCaseWords } from '../../words/cases';
import { useLanguage } from '../../words/language';
import { useStartTrace } from './use-start-trace';

const LEVELS = ['1', '2', '3', '4', '5', '6'];
type Direction = 'forward' | 'backward';

/** Asks for a trace of one case: which way, how deep, by which definition of a contact. */
export function StartTrace({ caseId }: { caseId: string }) {
  const words = useCaseWords();
  const start = useStartTrace();
  const [direction, setDirection] = useState<Direction>('forward');
  const [maxLevel, setMaxLevel] = useState('2');
  const [presetId, setPresetId] = useState<string | null>(null);
  const orientation = useMatches({ base: 'vertical', sm: 'horizontal' } as const);
  const level = direction === 'forward' ? { maxLevel: Number(maxLevel) } : {};
  const body = { caseIds: [caseId], direction, ...level, ...(presetId ? { presetId } : {}) };
  return (
    <Paper withBorder p="md" component="section" aria-label={words.startTrace}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={words.direction}
          orientation={orientation}
          value={direction}
          onChange={(value) => setDirection(value)}
          data={(['forward', 'backward'] as const).map((value) => ({ value, label: words.directions[value] }))}
        />
        <Group align="flex-end" gap="sm">
          {direction === 'forward' && (
            <div>
              <Input.Label component="div" id="max-level">
                {words.maxLevel}
              </Input.Label>
              <SegmentedControl
                aria-labelledby="max-level"
                value={maxLevel}
                onChange={setMaxLevel}
                data={LEVELS.map((value) => ({ value, label: `F${value}` }))}
              />
            </div>
          )}
          <PresetSelect value={presetId} onChange={setPresetId} />
          <Button loading={start.isPending} onClick={() => start.mutate(body)}>
            {words.startTrace}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Definitions of a contact; none chosen means the one that was in force. */
function PresetSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const client = useClient();
  const words = useCaseWords();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['presets'],
    staleTime: 600_000,
    queryFn: ({ signal }) => client.call('GET /presets', {}, signal),
  });
  const option = ({ id, name }: PresetHead) => ({ value: id, label: inLanguage(name, language) });
  return (
    <Select
      label={words.preset}
      placeholder={words.presetInForce}
      clearable
      flex="1 1 280px"
      maw={480}
      value={value}
      onChange={onChange}
      data={data?.items.map(option) ?? []}
    />
  );
}
