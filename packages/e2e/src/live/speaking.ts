import type { FetchLike } from '@piyakast/sdk';

/** Languages that PeerTube 8 translates its answers into; an instance may lack one. */
export const LANGUAGES = ['en', 'zh-CN', 'ko', 'fr'] as const;

/** Asks for answers in this language, as a browser does, and collects the refusals. */
export const speaking =
  (language: string, refusals: string[] = []): FetchLike =>
  async (input, init) => {
    const request = new Request(input, init);
    request.headers.set('accept-language', language);
    const answer = await fetch(request);
    if (!answer.ok) refusals.push(await answer.clone().text());
    return answer;
  };
