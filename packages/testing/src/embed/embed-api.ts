import type { EmbedVideo } from './embed-types.js';

/** The instance's API, as the embed page asks it. */
export interface EmbedApi {
  /** Opens a protected video from now on. */
  setPassword(password: string): void;
  get<T>(path: string): Promise<T>;
  /** The address of a file: those of a protected video carry a token. */
  fileUrl(video: EmbedVideo, url: string): Promise<string>;
  /** Whether the site around the page may show the video. Without a referrer it passes, as it does there by mistake. */
  isEmbeddable(id: string, referrer: string): Promise<boolean>;
  sendView(video: EmbedVideo, currentTime: number): void;
}

/** Its text is sent to the browser, so it may use nothing from outside of itself. */
export function createEmbedApi(): EmbedApi {
  const sessionId = Math.random().toString(36).slice(2);
  let password: string | undefined;
  const headers = () => (password === undefined ? {} : { 'x-peertube-video-password': password });

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(path, { headers: headers() });
    if (!response.ok) throw new Error(((await response.json()) as { detail?: string }).detail ?? `${response.status}`);
    return (await response.json()) as T;
  }

  return {
    setPassword(value) {
      password = value;
    },
    get,
    async fileUrl({ uuid }, url) {
      if (password === undefined) return url;
      const response = await fetch(`/api/v1/videos/${uuid}/token`, { method: 'POST', headers: headers() });
      const { files } = (await response.json()) as { files: { token: string } };
      return `${url}?videoFileToken=${files.token}&reinjectVideoFileToken=true`;
    },
    async isEmbeddable(id, referrer) {
      if (referrer === '') return true;
      const { host } = new URL(referrer);
      const path = `/api/v1/videos/${encodeURIComponent(id)}/embed-privacy/allowed?domain=${encodeURIComponent(host)}`;
      const answer = await get<{ domainAllowed: boolean; userBypassAllowed: boolean | null }>(path);
      return answer.domainAllowed || answer.userBypassAllowed === true;
    },
    sendView({ uuid }, currentTime) {
      fetch(`/api/v1/videos/${uuid}/views`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ currentTime, sessionId }),
      }).catch((error: unknown) => console.warn('a view was not counted', error));
    },
  };
}
