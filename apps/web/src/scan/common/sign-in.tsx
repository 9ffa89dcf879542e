import { ProblemError } from '../../api/problem';
import { type SignInStep, useSignIn } from '../../common/use-sign-in';
import { useCommonWords } from '../../words/common';
import { Field } from './field';
import { Problem } from './problem';

/** `username` fixes whose session it is. */
export function SignIn({ username: known = '' }: { username?: string }) {
  const { signIn: words } = useCommonWords();
  const { given, set, step, setStep, error, busy, submit } = useSignIn(known);
  const isFixed = known !== '' || step === 'otp';
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label={words.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={isFixed}
        value={given.username}
        onText={set('username')}
      />
      {step === 'password' ? (
        <Field
          key="password"
          label={words.password}
          type="password"
          autoComplete="current-password"
          required
          value={given.password}
          onText={set('password')}
        />
      ) : (
        <Field
          key="otp"
          label={words.otp}
          hint={words.otpWhy}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          required
          value={given.otp}
          onText={set('otp')}
        />
      )}
      <Refusal error={error} step={step} />
      <button type="submit" className="main" aria-busy={busy}>
        {words.submit}
      </button>
      {step === 'otp' && (
        <button type="button" className="quiet" onClick={() => setStep('password')}>
          {words.other}
        </button>
      )}
    </form>
  );
}

/** A wrong password is no fault of the session: it has words of its own. */
function Refusal({ error, step }: { error: unknown; step: SignInStep }) {
  const { signIn: words } = useCommonWords();
  if (!(error instanceof ProblemError) || error.status !== 401) return <Problem error={error} />;
  return (
    <p className="note stop" role="alert">
      {step === 'otp' ? words.otpWrong : words.refused}
    </p>
  );
}
