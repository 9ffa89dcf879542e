import type { TraceAnswer } from '@app/contracts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Dialogue } from '../../common/dialogue';
import { useExportWords } from '../../words/exports';
import { ExportForm } from './export-form';
import { ExportState } from './export-state';

/** Takes the list of a trace out: asks what for, waits for the file, gives it. */
export function ExportButton({ trace }: { trace: TraceAnswer }) {
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
      <Button onClick={begin}>{words.exportList}</Button>
      <Dialogue opened={opened} onClose={close} title={words.exportList} size="lg">
        {exportId ? <ExportState exportId={exportId} /> : <ExportForm trace={trace} onStarted={setExportId} />}
      </Dialogue>
    </>
  );
}
