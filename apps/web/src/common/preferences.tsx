import { Button, Group, SegmentedControl, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useCommonWords } from '../words/common';
import { LANGUAGES, setLanguage, useLanguage } from '../words/language';

/** Language and theme, kept on this device. */
export function Preferences({ justify = 'flex-start' }: { justify?: 'center' | 'flex-start' }) {
  const words = useCommonWords();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  return (
    <Group justify={justify} gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={words.language}
        value={useLanguage()}
        onChange={(chosen) => setLanguage(chosen)}
        data={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
      />
      <Button size="xs" variant="default" onClick={() => setColorScheme(other)}>
        {words.theme[other]}
      </Button>
    </Group>
  );
}
