import { Button, Checkbox, Code, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useJoinWords } from '../words/join';
import { handOver } from './hand-over';

interface RecoveryCodesProps {
  codes: readonly string[];
  /** What the way on is called. */
  next: string;
  onKept: () => void;
}

/** Recovery codes, shown this once: on only for who says that they are kept. */
export function RecoveryCodes({ codes, next, onKept }: RecoveryCodesProps) {
  const words = useJoinWords();
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack gap="sm">
      <Text fw={600}>{words.keepCodes}</Text>
      <Text size="sm">{words.keepCodesWhy}</Text>
      <SimpleGrid cols={1} spacing={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {codes.map((code) => (
          <Code key={code} component="li" ta="center" fz="sm">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group grow>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          size="xs"
          onClick={() => handOver({ name: words.codesFile, content: new Blob([`${text}\n`]) })}
        >
          {words.download}
        </Button>
      </Group>
      <Checkbox label={words.codesKept} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button disabled={!kept} onClick={onKept} fullWidth>
        {next}
      </Button>
    </Stack>
  );
}
