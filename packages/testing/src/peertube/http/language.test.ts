import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { languageOf, translated } from './language.js';

describe('languageOf()', () => {
  const user = (language?: string) => ({ language }) as Parameters<typeof languageOf>[1];

  it('asks the header first, then the user, then the browser', () => {
    const all = new Headers({ 'x-peertube-language': 'ko', 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.8' });
    const browser = new Headers({ 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.8' });
    expect(languageOf(all, user('de'))).toBe('ko');
    expect(languageOf(browser, user('zh-Hans-CN'))).toBe('zh');
    expect(languageOf(browser, user())).toBe('fr');
    expect(languageOf(new Headers(), undefined)).toBe('en');
  });
});

describe('translated()', () => {
  it('leaves no English word of a sentence, except where no translation exists', () => {
    for (const language of ['ko', 'zh', 'fr', 'de', 'ja', 'es']) {
      expect(translated('Unknown video "video channel" for this account.', 400, language)).not.toMatch(/channel|video/);
      expect(translated('Token is invalid', 401, language)).toBe('Token is invalid');
    }
    expect(translated('Video not found', 404, 'en')).toBe('Video not found');
    expect(translated('Video not found', 404, 'tlh')).toBe('Video not found');
  });
});

describe('errors', () => {
  const korean = { headers: { 'accept-language': 'ko-KR,ko;q=0.9' } };

  it('of 8.2 are translated, without `error`; codes and fields stay', async () => {
    const { ask } = await signedIn({ version: '8.2.1' });
    expect((await ask('/api/v1/videos/999', korean)).body).toMatchObject({ status: 404, detail: '찾을 수 없습니다.' });
    const english = { headers: { ...korean.headers, 'x-peertube-language': 'en' } };
    const { body } = await ask('/api/v1/videos?count=101', english);
    expect(body).toMatchObject({ detail: 'Incorrect request parameters: count', 'invalid-params': { count: {} } });
    expect(body).not.toHaveProperty('error');
    expect((await ask('/api/v1/users/me', korean)).body).toMatchObject({ code: 'unauthorized_request' });
  });

  it('of 6.3 are English for everyone, and repeat the detail as `error`', async () => {
    const { ask } = await signedIn({ version: '6.3.0' });
    const { body } = await ask('/api/v1/videos/999', korean);
    expect(body).toMatchObject({ detail: 'Video not found', error: 'Video not found' });
  });

  it('of 8.2 are in the language that the user chose', async () => {
    const { ask, mine } = await signedIn({ version: '8.2.1' });
    await mine.call('/api/v1/users/me', { method: 'PUT', json: { language: 'fr' } });
    expect((await ask('/api/v1/videos/999', { as: mine })).body).toMatchObject({ detail: 'Introuvable.' });
    expect((await ask('/api/v1/users/me', { as: mine })).body).toMatchObject({ language: 'fr' });
  });
});
