import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { ProblemError } from '../api/problem';
import { useCommonWords } from '../words/common';
import { useErrorWords } from '../words/errors';

/** Words for an error, and its code for whoever is asked for help. What is no refusal is a fault of the page. */
export function useProblemText(): (error: unknown) => { text: string; code: string; detail: string } {
  const words = useErrorWords();
  return (error) => {
    const code = error instanceof ProblemError ? error.code : 'internal';
    const detail = error instanceof ProblemError && error.code === 'internal' ? error.detail : '';
    return { text: words[code], code, detail };
  };
}

interface ProblemProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** An error in the person's words, its code small, the faults that no field shows, and a way to try again. */
export function ProblemNote({ error, onRetry }: ProblemProps) {
  const { retry, errorCode } = useCommonWords();
  const { text, code, detail } = useProblemText()(error);
  const faults = error instanceof ProblemError ? error.faults : [];
  return (
    <Alert color="red" variant="light" role="alert" title={text}>
      <Stack gap="xs">
        {faults.length > 0 && (
          <List size="sm">
            {faults.map(({ path, message }) => (
              <List.Item key={`${path}${message}`}>
                <Code>{path}</Code> {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {errorCode}: {code} {detail}
          </Text>
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {retry}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
