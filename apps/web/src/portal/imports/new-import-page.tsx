import type { ImportMode, ImportPreview, ImportView } from '@app/contracts';
import { Button, Group, Radio, Stack, Stepper, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { PageHead } from '../../common/page-head';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useImportWords } from '../../words/imports';
import { useOrganisationId } from '../use-organisation';
import { ColumnMatching } from './column-matching';
import { DropZone } from './drop-zone';
import { type Columns, faultsOf, mappingOf } from './mapping';

const PATH = '/workers/imports';

/** A file, what its columns are, and then a look at what it would do, which is a page of its own. */
export function NewImportPage() {
  const words = useImportWords();
  const [file, setFile] = useState<File>();
  const preview = usePreview();
  const choose = (chosen: File): void => {
    setFile(chosen);
    preview.mutate(chosen);
  };
  return (
    <Stack maw={900}>
      <PageHead title={words.newImport} />
      <ImportSteps active={preview.data ? 1 : 0} />
      {preview.isError && <ProblemNote error={preview.error} />}
      {file && preview.data ? (
        <Settings key={file.name} file={file} preview={preview.data} onOther={() => preview.reset()} />
      ) : (
        <DropZone onFile={choose} loading={preview.isPending} />
      )}
    </Stack>
  );
}

/** Where one is on the way of a file. */
export function ImportSteps({ active }: { active: number }) {
  const { steps } = useImportWords();
  return (
    <Stepper active={active} size="xs" iconSize={28} component="div">
      {[steps.file, steps.columns, steps.review, steps.done].map((label) => (
        <Stepper.Step key={label} label={label} component="div" />
      ))}
    </Stepper>
  );
}

function usePreview() {
  const client = useClient();
  const organisationId = useOrganisationId();
  return useMutation({
    mutationFn: (file: File) => client.upload<ImportPreview>(`${PATH}/preview`, { organisationId }, file),
  });
}

interface SettingsProps {
  file: File;
  preview: ImportPreview;
  onOther: () => void;
}

function Settings({ file, preview, onOther }: SettingsProps) {
  const words = useImportWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const organisationId = useOrganisationId();
  const [columns, setColumns] = useState<Columns>(preview.columns);
  const [mode, setMode] = useState<ImportMode>('upsert');
  const faults = faultsOf(columns);
  const dryRun = useMutation({
    mutationFn: () => {
      const mapping = JSON.stringify(mappingOf(preview.headers, columns));
      return client.upload<ImportView>(PATH, { organisationId, mode, dryRun: 'true', columns: mapping }, file);
    },
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
      await navigate(`/imports/${id}`);
    },
  });
  return (
    <Stack>
      <Text size="sm">{words.columnsOf(file.name)}</Text>
      <ColumnMatching preview={preview} columns={columns} onChange={setColumns} faults={faults} />
      <Radio.Group label={words.mode} value={mode} onChange={(value) => setMode(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="upsert" label={words.modes.upsert} description={words.modesWhy.upsert} />
          <Radio value="replace" label={words.modes.replace} description={words.modesWhy.replace} />
        </Stack>
      </Radio.Group>
      {dryRun.isError && <ProblemNote error={dryRun.error} />}
      <Group>
        <Button
          onClick={() => dryRun.mutate()}
          loading={dryRun.isPending}
          disabled={faults.missing.length + faults.twice.length > 0}
        >
          {words.tryOut}
        </Button>
        <Button variant="default" onClick={onOther} disabled={dryRun.isPending}>
          {words.otherFile}
        </Button>
        <Text size="xs" c="dimmed">
          {words.nothingYet}
        </Text>
      </Group>
    </Stack>
  );
}
