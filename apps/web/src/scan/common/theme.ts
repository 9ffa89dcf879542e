/** The same place where the other pages keep it. */
const KEY = 'truyvet.theme';
export type Theme = 'auto' | 'light' | 'dark';

export function themeChosen(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

const show = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme;
};

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  show(theme);
}

show(themeChosen());
