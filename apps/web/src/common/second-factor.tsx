import { Box, Code, Group, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { EnrolmentAnswer } from '@app/contracts';
import { ProblemError } from '../api/problem';
import { useJoinWords } from '../words/join';
import { OtpField } from './otp-field';
import { ProblemNote } from './problems';
import { ProofForm } from './proof-form';
import { qrPath } from './qr-path';
import { RecoveryCodes } from './recovery-codes';
import { useServices } from './services';
import { Loading } from './states';

interface Proven {
  username: string;
  password: string;
}

/**
 * Sets up the authenticator of an account that has none in use, and signs in with its first code. A role that needs none
 * is signed in at once.
 */
export function EnrolFactor({ username, password }: Proven) {
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
  return <SetUp secret={secret} username={username} password={password} />;
}

/** Sets up another authenticator for who has lost the first, against a recovery code. */
export function RecoverFactor({ username, password }: Proven) {
  const words = useJoinWords();
  const { transport } = useServices();
  const [secret, setSecret] = useState<EnrolmentAnswer>();
  const [recoveryCode, setRecoveryCode] = useState('');
  const recover = async (): Promise<void> => {
    const body = { username, password, recoveryCode };
    setSecret(await transport.call('POST /auth/second-factor/recover', { body }));
  };
  if (secret) return <SetUp secret={secret} username={username} password={password} />;
  return (
    <ProofForm work={recover} label={words.next}>
      {(refused) => (
        <TextInput
          label={words.recoveryCode}
          description={words.recoveryWhy}
          autoComplete="off"
          autoCapitalize="characters"
          required
          withAsterisk={false}
          value={recoveryCode}
          onChange={(event) => setRecoveryCode(event.currentTarget.value)}
          error={refused ? words.recoveryWrong : undefined}
        />
      )}
    </ProofForm>
  );
}

/** The recovery codes first, for they are shown this once; then the authenticator and its first code, which signs in. */
function SetUp({ secret, ...proven }: Proven & { secret: EnrolmentAnswer }) {
  const { session } = useServices();
  const words = useJoinWords();
  const [kept, setKept] = useState(false);
  if (!kept) return <RecoveryCodes codes={secret.recoveryCodes} next={words.next} onKept={() => setKept(true)} />;
  return <FirstCode secret={secret} onCode={(otp) => session.signIn({ ...proven, otp })} />;
}

function FirstCode({ secret, onCode }: { secret: EnrolmentAnswer; onCode: (otp: string) => Promise<void> }) {
  const words = useJoinWords();
  const [otp, setOtp] = useState('');
  return (
    <ProofForm work={() => onCode(otp.replace(/\s/g, ''))} label={words.finish}>
      {(refused) => (
        <>
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
          <OtpField
            label={words.firstCode}
            value={otp}
            onChange={setOtp}
            error={refused ? words.codeWrong : undefined}
          />
        </>
      )}
    </ProofForm>
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
