import type { UserState } from '../users/state.js';

/** The languages that the fake answers in, beside English. A real 8.2 has more, and translates fewer sentences. */
const LANGUAGES = ['ko', 'zh', 'fr', 'de', 'ja', 'es'] as const;

type Language = (typeof LANGUAGES)[number];

/** What 8.2 leaves in English: no translation exists for any language (8.2 §1). */
const ALWAYS_ENGLISH = ['Token is invalid'];

const SENTENCES: Record<Language, { default: string; byStatus: Record<number, string> }> = {
  ko: {
    default: '요청을 처리할 수 없습니다.',
    byStatus: { 401: '인증이 필요합니다.', 403: '권한이 없습니다.', 404: '찾을 수 없습니다.', 413: '너무 큽니다.' },
  },
  zh: {
    default: '无法处理该请求。',
    byStatus: { 401: '需要身份验证。', 403: '没有权限。', 404: '未找到。', 413: '太大了。' },
  },
  fr: {
    default: 'La requête n’a pas pu être traitée.',
    byStatus: { 401: 'Connexion requise.', 403: 'Accès refusé.', 404: 'Introuvable.', 413: 'Trop volumineux.' },
  },
  de: {
    default: 'Die Anfrage kann nicht bearbeitet werden.',
    byStatus: { 401: 'Anmeldung nötig.', 403: 'Keine Berechtigung.', 404: 'Nicht gefunden.', 413: 'Zu groß.' },
  },
  ja: {
    default: 'リクエストを処理できません。',
    byStatus: { 401: '認証が必要です。', 403: '権限がありません。', 404: '見つかりません。', 413: '大きすぎます。' },
  },
  es: {
    default: 'No se puede procesar la solicitud.',
    byStatus: { 401: 'Hay que iniciar sesión.', 403: 'Sin permiso.', 404: 'No encontrado.', 413: 'Demasiado grande.' },
  },
};

/**
 * The language of an answer: the header, else the user's, else what the browser accepts, else English (8.2 §1).
 *
 * @returns `undefined` for English and for a language that there is no translation for.
 */
export function languageOf(headers: Headers, user: UserState | undefined): string | undefined {
  const accepted = headers.get('accept-language')?.split(',')[0]?.split(';')[0];
  const wanted = headers.get('x-peertube-language') ?? user?.language ?? accepted ?? 'en';
  return wanted.trim().toLowerCase().split('-')[0];
}

/**
 * A sentence for people in their language.
 *
 * A real 8.2 translates most of its sentences, and others with each release: the fake translates all that may be, so that a
 * client which decides by words fails here.
 */
export function translated(detail: string, status: number, language: string | undefined): string {
  const known = LANGUAGES.find((one) => one === language);
  if (known === undefined || ALWAYS_ENGLISH.includes(detail)) return detail;
  const { default: sentence, byStatus } = SENTENCES[known];
  return byStatus[status] ?? sentence;
}
