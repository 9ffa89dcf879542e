import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isRefused } from '../api/problem';
import { useCommonWords } from '../words/common';
import { useJoinWords } from '../words/join';
import { Dialogue } from './dialogue';
import { OtpField } from './otp-field';
import { ProblemNote } from './problems';
import { RecoveryCodes } from './recovery-codes';
import { useServices } from './services';
import { useSubmit } from './use-submit';

/** New recovery codes for who is signed in and still has the authenticator, which has to prove it once more. */
export function RenewDialogue({ username, onClose }: { username: string; onClose: () => void }) {
  const words = useJoinWords();
  const { signIn } = useCommonWords();
  const { transport } = useServices();
  const [given, setGiven] = useState({ password: '', otp: '' });
  const [codes, setCodes] = useState<string[]>();
  const { busy, error, submit } = useSubmit(async () => {
    const body = { username, password: given.password, otp: given.otp.replace(/\s/g, '') };
    const answer = await transport.call('POST /auth/second-factor/recovery-codes', { body });
    setCodes(answer.recoveryCodes);
  });
  return (
    <Dialogue opened onClose={onClose} title={words.renewCodes} centered>
      {codes ? (
        <RecoveryCodes codes={codes} next={words.done} onKept={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">{words.renewCodesWhy}</Text>
            <PasswordInput
              label={signIn.password}
              autoComplete="current-password"
              required
              withAsterisk={false}
              data-autofocus
              value={given.password}
              onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })}
            />
            <OtpField
              label={signIn.otp}
              value={given.otp}
              onChange={(otp) => setGiven({ ...given, otp })}
              error={isRefused(error) ? words.renewRefused : undefined}
            />
            {error !== undefined && !isRefused(error) && <ProblemNote error={error} />}
            <Button type="submit" loading={busy} fullWidth>
              {words.renew}
            </Button>
          </Stack>
        </form>
      )}
    </Dialogue>
  );
}
