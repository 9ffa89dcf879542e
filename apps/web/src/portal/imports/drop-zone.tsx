import { Button, FileButton, Paper, Stack, Text } from '@mantine/core';
import { useState, type DragEvent } from 'react';
import { useImportWords } from '../../words/imports';

interface DropZoneProps {
  onFile: (file: File) => void;
  loading: boolean;
}

/** Takes a file that is dropped, or chosen with a button. */
export function DropZone({ onFile, loading }: DropZoneProps) {
  const words = useImportWords();
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const drop = (event: DragEvent): void => {
    drag(false)(event);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <Paper
      withBorder
      p="xl"
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      bg={over ? 'var(--mantine-primary-color-light)' : undefined}
      style={{ borderStyle: 'dashed', borderWidth: 2 }}
    >
      <Stack align="center" gap="sm">
        <Text fw={600} ta="center">
          {words.dropHere}
        </Text>
        <FileButton accept=".xlsx,.csv" onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} loading={loading}>
              {words.chooseFile}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed" ta="center">
          {words.dropWhy}
        </Text>
      </Stack>
    </Paper>
  );
}
