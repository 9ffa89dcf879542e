import { Box, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import type { EnrolmentAnswer } from '@app/contracts';
import { ProblemError } from '../api/problem';
import { useJoinWords } from '../words/join';
import { ProblemNote } from './problems';
import { qrPath } from './qr-path';
import { useServices } from './services';
import { Loading } from './states';

interface EnrolProps {
  username: string;
  password: string;
}

/**
 * Sets up the authenticator of an account that has none in use, and signs in with its first code. A role that needs none
 * is signed in at once.
 */
export function EnrolFactor({ username, password }: EnrolProps) {
  const { session, transport } = useServices();
  const [secret, setSecret] = useState<EnrolmentAnswer>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    const begin = async (): Promise<void> => {
      try {
        const answer = await transport.call('POST /auth/second-factor', { body: { username, password } });
        if (current) setSecret(answer);
      } catch (refusal) {
        if (!(refusal instanceof ProblemError) || refusal.code !== 'forbidden') throw refusal;
        if (current) await session.signIn({ username, password });
      }
    };
    begin().catch((refusal: unknown) => current && setError(refusal));
    return () => void (current = false);
  }, [username, password, transport, session, tries]);
  const again = (): void => {
    setError(undefined);
    setTries(tries + 1);
  };
  if (error !== undefined) return <ProblemNote error={error} onRetry={again} />;
  if (!secret) return <Loading lines={3} />;
  return <FirstCode secret={secret} onCode={(otp) => session.signIn({ username, password, otp })} />;
}

function FirstCode({ secret, onCode }: { secret: EnrolmentAnswer; onCode: (otp: string) => Promise<void> }) {
  const words = useJoinWords();
  const [otp, setOtp] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    await onCode(otp.replace(/\s/g, '')).catch(setError);
    setBusy(false);
  };
  const isWrong = error instanceof ProblemError && error.status === 401;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text size="sm">{words.scanThis}</Text>
        <Group justify="center">
          <QrCode text={secret.totpUri} label={words.qrLabel} />
        </Group>
        <Text size="xs" c="dimmed">
          {words.orType}
        </Text>
        <Code block ta="center">
          {secret.totpSecret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Code>
        <TextInput
          label={words.firstCode}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          required
          withAsterisk={false}
          value={otp}
          onChange={(event) => setOtp(event.currentTarget.value)}
          error={isWrong ? words.codeWrong : undefined}
        />
        {error !== undefined && !isWrong && <ProblemNote error={error} />}
        <Button type="submit" loading={busy} fullWidth>
          {words.finish}
        </Button>
      </Stack>
    </form>
  );
}

/** A code for a camera: dark on white whatever the theme. */
export function QrCode({ text, label, width = 200 }: { text: string; label: string; width?: number }) {
  const { size, path } = qrPath(text);
  return (
    <Box bg="white" p={12} style={{ borderRadius: 8, lineHeight: 0 }}>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={width}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
    </Box>
  );
}
