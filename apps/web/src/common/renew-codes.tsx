import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useCommonWords } from '../words/common';
import { useJoinWords } from '../words/join';
import { Dialogue } from './dialogue';
import { OtpField } from './otp-field';
import { ProofForm } from './proof-form';
import { RecoveryCodes } from './recovery-codes';
import { useServices } from './services';

/** New recovery codes for who is signed in and still has the authenticator, which has to prove it once more. */
export function RenewDialogue({ username, onClose }: { username: string; onClose: () => void }) {
  const words = useJoinWords();
  const { signIn } = useCommonWords();
  const { transport } = useServices();
  const [given, setGiven] = useState({ password: '', otp: '' });
  const [codes, setCodes] = useState<string[]>();
  const renew = async (): Promise<void> => {
    const body = { username, password: given.password, otp: given.otp.replace(/\s/g, '') };
    const answer = await transport.call('POST /auth/second-factor/recovery-codes', { body });
    setCodes(answer.recoveryCodes);
  };
  return (
    <Dialogue opened onClose={onClose} title={words.renewCodes} centered>
      {codes ? (
        <RecoveryCodes codes={codes} next={words.done} onKept={onClose} />
      ) : (
        <ProofForm work={renew} label={words.renew}>
          {(refused) => (
            <>
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
                error={refused ? words.renewRefused : undefined}
              />
            </>
          )}
        </ProofForm>
      )}
    </Dialogue>
  );
}
