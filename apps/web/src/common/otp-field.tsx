import { TextInput, type TextInputProps } from '@mantine/core';

type OtpFieldProps = Omit<TextInputProps, 'value' | 'onChange'> & { value: string; onChange: (value: string) => void };

/** The digits that an authenticator shows. */
export function OtpField({ onChange, ...props }: OtpFieldProps) {
  return (
    <TextInput
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={7}
      required
      withAsterisk={false}
      {...props}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
