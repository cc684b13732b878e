import { CATEGORIES, type KnownCategory, PRIVACIES, type Privacy } from '@piyakast/sdk/contract';
import type { Language } from '../i18n/i18n.js';

/** One entry of a list to choose from. */
export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
}

const KOREAN_CATEGORIES: Readonly<Record<KnownCategory, string>> = {
  'K-Beauty': 'K-뷰티',
  'K-Pop': 'K-팝',
  'K-Drama': 'K-드라마',
  'K-Movie': 'K-무비',
  'K-Food': 'K-푸드',
  Gaming: '게임',
  Technology: '기술',
  Education: '교육',
  Entertainment: '엔터테인먼트',
  Music: '음악',
};

const PRIVACY_LABELS: Readonly<Record<Privacy, Readonly<Record<Language, string>>>> = {
  public: { ko: '공개', en: 'Public' },
  unlisted: { ko: '링크가 있는 사람만', en: 'Anyone with the link' },
  internal: { ko: '로그인한 사람만', en: 'Signed-in people' },
  private: { ko: '비공개', en: 'Private' },
  password: { ko: '비밀번호로 보호', en: 'Protected by a password' },
};

const LANGUAGES = ['ko', 'en', 'ja', 'zh', 'vi', 'th', 'id', 'es', 'pt', 'fr', 'de', 'ru', 'ar', 'hi'] as const;

/** The product's categories; the value is the name that the server knows. */
export function categories(language: Language): Choice[] {
  return (Object.keys(CATEGORIES) as KnownCategory[]).map((value) => ({
    value,
    label: language === 'ko' ? KOREAN_CATEGORIES[value] : value,
  }));
}

/** Who may see a video. */
export function privacies<Value extends Privacy>(
  language: Language,
  values: readonly Value[] = PRIVACIES as readonly Privacy[] as readonly Value[],
): Choice<Value>[] {
  return values.map((value) => ({ value, label: PRIVACY_LABELS[value][language] }));
}

/** Languages that a video may be in, by ISO 639 code. */
export function languages(language: Language): Choice[] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }));
}
