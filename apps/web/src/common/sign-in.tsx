import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { isRefused } from '../api/problem';
import { useCommonWords } from '../words/common';
import { useJoinWords } from '../words/join';
import { OtpField } from './otp-field';
import { ProblemNote } from './problems';
import { Loading } from './states';
import { type SignInStep, useSignIn } from './use-sign-in';

/** Few ever need them. */
const EnrolFactor = lazy(() => import('./second-factor').then((module) => ({ default: module.EnrolFactor })));
const RecoverFactor = lazy(() => import('./second-factor').then((module) => ({ default: module.RecoverFactor })));

/** `username` fixes whose session it is. */
export function SignInForm({ username: known = '' }: { username?: string }) {
  const { signIn: words } = useCommonWords();
  const { noAuthenticator, lostAuthenticator } = useJoinWords();
  const { given, set, step, setStep, error, busy, submit } = useSignIn(known);

  if (step === 'enrol' || step === 'recover') {
    const Factor = step === 'enrol' ? EnrolFactor : RecoverFactor;
    return (
      <Suspense fallback={<Loading lines={3} />}>
        <Factor username={given.username} password={given.password} />
      </Suspense>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={words.username}
          autoComplete="username"
          autoCapitalize="none"
          required
          withAsterisk={false}
          data-autofocus={known === '' || undefined}
          readOnly={known !== '' || step === 'otp'}
          value={given.username}
          onChange={(event) => set('username')(event.currentTarget.value)}
        />
        {step === 'password' ? (
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={given.password}
            onChange={(event) => set('password')(event.currentTarget.value)}
          />
        ) : (
          <OtpField label={words.otp} description={words.otpWhy} autoFocus value={given.otp} onChange={set('otp')} />
        )}
        <Refusal error={error} step={step} />
        <Button type="submit" loading={busy} fullWidth>
          {words.submit}
        </Button>
        {step === 'otp' && (
          <>
            <Button variant="subtle" onClick={() => setStep('enrol')}>
              {noAuthenticator}
            </Button>
            <Button variant="subtle" onClick={() => setStep('recover')}>
              {lostAuthenticator}
            </Button>
            <Button variant="subtle" onClick={() => setStep('password')}>
              {words.other}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}

/** A wrong password is no fault of the session: it has words of its own. */
function Refusal({ error, step }: { error: unknown; step: SignInStep }) {
  const { signIn: words } = useCommonWords();
  if (error === undefined) return null;
  if (!isRefused(error)) return <ProblemNote error={error} />;
  return (
    <Alert color="red" role="alert">
      <Text size="sm">{step === 'otp' ? words.otpWrong : words.refused}</Text>
    </Alert>
  );
}
