import { useState } from 'react';
import { useCommonWords } from '../../words/common';
import { LANGUAGES, setLanguage, useLanguage } from '../../words/language';
import { useScanWords } from '../../words/scan';
import { Choice } from './choice';
import { chooseTheme, themeChosen } from './theme';

/** Language and theme, kept on this device. */
export function Settings() {
  const { language, languages } = useCommonWords();
  const { settings: words } = useScanWords();
  const [theme, setTheme] = useState(themeChosen);
  return (
    <section className="card stack" aria-label={words.title}>
      <Choice
        label={language}
        options={Object.fromEntries(LANGUAGES.map((one) => [one, languages[one]])) as typeof languages}
        value={useLanguage()}
        onChoose={setLanguage}
      />
      <Choice
        label={words.theme}
        options={words.themes}
        value={theme}
        onChoose={(chosen) => {
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      />
    </section>
  );
}
