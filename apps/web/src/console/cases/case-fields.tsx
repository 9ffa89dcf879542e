import { SimpleGrid, Stack, Textarea } from '@mantine/core';
import { DateField, MomentField } from '../../common/typed-field';
import { useCaseWords } from '../../words/cases';
import { useCommonWords } from '../../words/common';

/** The dates of a case, as the form holds them. */
export interface CaseDates {
  onsetOn: string | null;
  sampledOn: string | null;
  confirmedAt: string | null;
  isolatedAt: string | null;
  note: string;
}

interface CaseFieldsProps {
  dates: CaseDates;
  onChange: (change: Partial<CaseDates>) => void;
  /** Whether to say what is missing: not before somebody has tried to save. */
  tried: boolean;
}

export function CaseFields({ dates, onChange, tried }: CaseFieldsProps) {
  const words = useCaseWords();
  const { required } = useCommonWords();
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        <DateField
          label={words.onsetOn}
          description={words.onsetWhy}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={dates.onsetOn}
          onChange={(onsetOn) => onChange({ onsetOn })}
        />
        <DateField
          label={words.sampledOn}
          required
          value={dates.sampledOn}
          onChange={(sampledOn) => onChange({ sampledOn })}
          error={tried && dates.sampledOn === null ? required : undefined}
        />
        <MomentField
          label={words.confirmedAt}
          value={dates.confirmedAt}
          onChange={(confirmedAt) => onChange({ confirmedAt })}
        />
        <MomentField
          label={words.isolatedAt}
          description={words.isolatedWhy}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={dates.isolatedAt}
          onChange={(isolatedAt) => onChange({ isolatedAt })}
        />
      </SimpleGrid>
      <Textarea
        label={words.note}
        autosize
        maxLength={2000}
        value={dates.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </Stack>
  );
}

/** As the service takes it; an empty note is none. */
export const bodyOf = ({ sampledOn, note, ...rest }: CaseDates & { sampledOn: string }) => ({
  ...rest,
  sampledOn,
  note: note.trim() === '' ? null : note.trim(),
});
