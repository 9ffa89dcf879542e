import type { CommuneContacts, TraceAnswer } from '@app/contracts';
import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Dialogue } from '../../common/dialogue';
import { useExportWords } from '../../words/exports';
import { ExportForm } from './export-form';
import { ExportState } from './export-state';

interface ExportButtonProps extends Pick<ButtonProps, 'size'> {
  trace: TraceAnswer;
  /** Whom the list is for, if for one commune alone. */
  commune?: CommuneContacts;
  label?: string;
  title?: string;
}

/** Takes the list of a trace out: asks what for, waits for the file, gives it. */
export function ExportButton({ trace, commune, label, title, size = 'sm' }: ExportButtonProps) {
  const words = useExportWords();
  const [opened, { open, close }] = useDisclosure();
  const [exportId, setExportId] = useState<string>();
  const begin = (): void => {
    setExportId(undefined);
    open();
  };
  if (trace.levelsDone === 0) return null;
  return (
    <>
      <Button size={size} variant={commune ? 'default' : 'filled'} aria-label={title} onClick={begin}>
        {label ?? words.exportList}
      </Button>
      <Dialogue opened={opened} onClose={close} title={title ?? words.exportList} size="lg">
        {exportId ? (
          <ExportState exportId={exportId} />
        ) : (
          <ExportForm trace={trace} commune={commune} onStarted={setExportId} />
        )}
      </Dialogue>
    </>
  );
}
