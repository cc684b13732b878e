import { isServer } from '../internal/is-server.js';

/** The languages that the elements speak. */
export type Language = 'ko' | 'en';

/** One text for each key in each language. `{name}` in a text is replaced by the value of that name. */
export type Messages<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** Values for the `{name}` places of a text. */
export type MessageValues = Readonly<Record<string, string | number>>;

const DEFAULT_LANGUAGE: Language = 'en';

/**
 * The language an element speaks: its own `lang`, else the nearest one above it (through shadow roots), else the
 * browser's preferred ones, else English.
 */
export function languageOf(element: Element): Language {
  if (isServer) return DEFAULT_LANGUAGE;
  const declared = declaredLanguage(element);
  const wanted = declared === undefined ? navigator.languages : [declared];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'ko' || language === 'en') return language;
  }
  return DEFAULT_LANGUAGE;
}

/** The text of `key` for the element's language. */
export function message<Key extends string>(
  element: Element,
  messages: Messages<Key>,
  key: Key,
  values: MessageValues = {},
): string {
  const text = messages[languageOf(element)][key];
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** `closest()` stops at a shadow root, so it is asked again at each host. */
function declaredLanguage(element: Element): string | undefined {
  let scope: Element | undefined = element;
  while (scope !== undefined) {
    const lang: string | null | undefined = scope.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root: Node = scope.getRootNode();
    scope = root instanceof ShadowRoot ? root.host : undefined;
  }
  return undefined;
}
