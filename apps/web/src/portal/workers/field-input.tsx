import { Select, TextInput } from '@mantine/core';
import { DateField } from '../../common/typed-field';
import { showPhone } from '../../format/amounts';
import { useWorkerWords } from '../../words/workers';
import { PlaceSelect } from '../place-select';
import { useAllPlaces, useSites } from '../use-places';
import type { ColumnName } from './filters';

export type EditableName = ColumnName | 'fullName' | 'address';

interface FieldInputProps {
  name: EditableName;
  /** As the service takes it; null where there is nothing. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | undefined;
}

/** The field of a worker's record as it is best filled in. */
export function FieldInput({ name, value, onChange, error }: FieldInputProps) {
  const words = useWorkerWords();
  const label = words.fields[name];
  if (name === 'birthDate' || name === 'startDate' || name === 'endDate')
    return <DateField label={label} value={value} onChange={onChange} error={error} />;
  // rooms and buses are often shared ones, which are not among the organisation's own: those are typed
  if (name === 'placeCode') return <PlaceCode label={label} value={value} onChange={onChange} error={error} />;
  if (name === 'siteCode') return <SiteCode label={label} value={value} onChange={onChange} error={error} />;
  const choices = choicesOf(name, words);
  if (choices)
    return (
      <Select
        label={label}
        data={choices}
        allowDeselect={name === 'sex'}
        value={value}
        onChange={onChange}
        error={error}
      />
    );
  return (
    <TextInput
      label={label}
      autoComplete="off"
      inputMode={name === 'phone' ? 'tel' : undefined}
      value={name === 'phone' && value ? showPhone(value) : (value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={error}
    />
  );
}

function choicesOf(name: EditableName, words: ReturnType<typeof useWorkerWords>) {
  const of = <T extends string>(labels: Record<T, string>) =>
    (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }));
  if (name === 'kind') return of(words.kinds);
  if (name === 'sex') return of(words.sexes);
  return name === 'status' ? of(words.statuses) : undefined;
}

interface CodeProps extends Omit<FieldInputProps, 'name'> {
  label: string;
}

function PlaceCode({ label, value, onChange, error }: CodeProps) {
  const id = useAllPlaces().find(({ code }) => code === value)?.id ?? null;
  return (
    <PlaceSelect
      label={label}
      placeholder={value ?? undefined}
      value={id}
      onChange={(place) => onChange(place?.code ?? null)}
      error={error}
    />
  );
}

function SiteCode({ label, value, onChange, error }: CodeProps) {
  const sites = useSites().data ?? [];
  const data = sites.flatMap(({ code, name }) => (code ? [{ value: code, label: `${name} (${code})` }] : []));
  return <Select label={label} clearable data={data} value={value} onChange={onChange} error={error} />;
}
