import { type CommuneContacts, EXPORT_FORMATS, type ExportFormat, type TraceAnswer } from '@app/contracts';
import { Button, Checkbox, Group, Input, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useExportWords } from '../../words/exports';
import { useHandoverWords } from '../../words/handover';
import { useDestinations } from './use-destinations';

interface ExportFormProps {
  trace: TraceAnswer;
  /** Whom the list is for: everybody, or one commune. */
  commune: CommuneContacts | undefined;
  onStarted: (exportId: string) => void;
}

/** What is taken out, as what, where to, and what for: without a purpose nothing leaves. */
export function ExportForm({ trace, commune, onStarted }: ExportFormProps) {
  const words = useExportWords();
  const handover = useHandoverWords();
  const { required } = useCommonWords();
  const levels = Object.keys(trace.counts).filter((level) => Number(level) <= trace.levelsDone);
  const [wish, setWish] = useState({
    levels,
    format: 'xlsx' as ExportFormat,
    destinationId: null as string | null,
    purpose: commune ? handover.purpose(commune.unitName) : '',
  });
  const [tried, setTried] = useState(false);
  const start = useStart(trace.id, commune?.unitCode, onStarted);
  const set = (part: Partial<typeof wish>): void => setWish((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wish.purpose.trim() !== '' && wish.levels.length > 0) start.mutate(wish);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Textarea
          label={words.purpose}
          description={words.purposeWhy}
          placeholder={words.purposeExample}
          required
          data-autofocus
          maxLength={500}
          value={wish.purpose}
          onChange={(event) => set({ purpose: event.currentTarget.value })}
          error={tried && wish.purpose.trim() === '' ? required : undefined}
        />
        <Checkbox.Group
          label={words.levels}
          value={wish.levels}
          onChange={(chosen) => set({ levels: chosen })}
          error={tried && wish.levels.length === 0 ? required : undefined}
        >
          <Group mt={4} gap="md">
            {levels.map((level) => (
              <Checkbox key={level} value={level} label={`F${level}`} />
            ))}
          </Group>
        </Checkbox.Group>
        <div>
          <Input.Label component="div" id="export-format">
            {words.format}
          </Input.Label>
          <SegmentedControl
            aria-labelledby="export-format"
            value={wish.format}
            onChange={(format) => set({ format })}
            data={EXPORT_FORMATS.map((value) => ({ value, label: words.formats[value] }))}
          />
        </div>
        <DestinationSelect value={wish.destinationId} onChange={(destinationId) => set({ destinationId })} />
        {start.isError && <ProblemNote error={start.error} />}
        <Button type="submit" loading={start.isPending}>
          {words.start}
        </Button>
      </Stack>
    </form>
  );
}

interface ExportWish {
  levels: string[];
  format: ExportFormat;
  destinationId: string | null;
  purpose: string;
}

function useStart(traceId: string, unitCode: string | undefined, onStarted: (exportId: string) => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ levels, destinationId, ...rest }: ExportWish) =>
      client.call('POST /exports', {
        body: {
          ...rest,
          ...(destinationId ? { destinationId } : {}),
          ...{
            kind: 'trace',
            traceId,
            filter: { levels: levels.map(Number).sort(), ...(unitCode ? { unitCode } : {}) },
          },
        },
      }),
    onSuccess: ({ id }) => {
      onStarted(id);
      return queryClient.invalidateQueries({ queryKey: ['exports'] });
    },
  });
}

function DestinationSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const words = useExportWords();
  const destinations = useDestinations();
  return (
    <Select
      label={words.destination}
      placeholder={words.noDestination}
      clearable
      value={value}
      onChange={onChange}
      data={destinations.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
