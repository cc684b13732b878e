/** Languages of the page. */
export type Language = 'ko' | 'en';

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

const LANGUAGE_KEY = 'piyakast-language';
const THEME_KEY = 'piyakast-theme';
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** The chosen language, else the browser's. */
export function readLanguage(): Language {
  const chosen = localStorage.getItem(LANGUAGE_KEY);
  if (chosen === 'ko' || chosen === 'en') return chosen;
  return navigator.languages.find((tag) => /^(ko|en)\b/.test(tag))?.startsWith('ko') ? 'ko' : 'en';
}

/** Sets it for the page, so that every element follows, and for the next visit. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  localStorage.setItem(LANGUAGE_KEY, language);
}

export function readTheme(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(THEME_KEY)) ?? 'auto';
}

/** Sets it for the page and for the next visit. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(THEME_KEY, theme);
}

/** The one after this, as the button goes round. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
}
