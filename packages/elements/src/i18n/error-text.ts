import { isPiyaError } from '@piyakast/sdk/errors';
import { type ErrorText, errorsEn } from './errors.en.js';
import { errorsKo } from './errors.ko.js';
import type { Language } from './i18n.js';

export type { ErrorText } from './errors.en.js';

const UNKNOWN: Readonly<Record<Language, ErrorText>> = {
  ko: { what: '예상하지 못한 문제가 생겼습니다.', next: '다시 시도하세요. 계속되면 관리자에게 알려 주세요.' },
  en: { what: 'Something unexpected went wrong.', next: 'Try again. If it stays, tell the site’s administrator.' },
};

/** The code of a thrown value; empty when it is not an error of this kit. */
export const errorCode = (error: unknown): string => (isPiyaError(error) ? error.code : '');

/**
 * What to tell a person about an error, by its code: what happened and what to do next.
 * A code that this version does not know falls back to a general text.
 */
export function errorText(errorOrCode: unknown, language: Language): ErrorText {
  const code = typeof errorOrCode === 'string' ? errorOrCode : errorCode(errorOrCode);
  const texts: Readonly<Record<string, ErrorText>> = language === 'ko' ? errorsKo : errorsEn;
  return texts[code] ?? UNKNOWN[language];
}
