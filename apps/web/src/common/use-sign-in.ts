import { useState, type FormEvent } from 'react';
import { ProblemError } from '../api/problem';
import { useServices } from './services';

export type SignInStep = 'password' | 'otp' | 'enrol' | 'recover';

/** Name and password, then the code of the second factor where the account has one. `known` fixes whose session it is. */
export function useSignIn(known = '') {
  const { session } = useServices();
  const [given, setGiven] = useState({ username: known, password: '', otp: '' });
  const [step, setStep] = useState<SignInStep>('password');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const set = (name: keyof typeof given) => (value: string) => setGiven((before) => ({ ...before, [name]: value }));

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const { username, password, otp } = given;
    try {
      await session.signIn({ username, password, ...(step === 'otp' ? { otp } : {}) });
    } catch (refusal) {
      const wantsCode = refusal instanceof ProblemError && refusal.code === 'second_factor_required';
      if (!wantsCode || step === 'otp') setError(refusal);
      if (wantsCode) setStep('otp');
    } finally {
      setBusy(false);
    }
  };
  return { given, set, step, setStep, error, busy, submit: (event: FormEvent) => void submit(event) };
}
