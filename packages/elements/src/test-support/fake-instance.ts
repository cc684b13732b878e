import { PeerTubeClient, type PiyakastPlayback, type PiyakastVideo, type VideoMetadata } from '@piyakast/sdk';
import { type FakePeerTube, type PeerTubeVersion, setupFakePeerTube, tinyVideo } from '@piyakast/testing/browser';
import { HttpResponse, http } from 'msw';
import { clipLive, clipMedia } from './clip-media.js';

/** Where the PIYAKast server of these tests is. */
export const CAST = 'http://cast.test';

/** Bytes per second: about twice what the clip needs, so that a player has a few seconds ahead and no more. */
export const BARELY_ENOUGH = 80_000;

/** A fake PeerTube behind this page's service worker, with an account that is signed in. */
export interface FakeInstance {
  readonly fake: FakePeerTube;
  /** The owner's session. */
  readonly owner: PeerTubeClient;
  readonly channelId: number;
  /** Videos of a PIYAKast server at {@link CAST}, by id. */
  readonly cast: Map<string, PiyakastVideo>;
  /** How they play, for those that are not public. */
  readonly playbacks: Map<string, () => Promise<PiyakastPlayback>>;
  /** From now on file tokens live this long. */
  shortenFileTokens(lifetimeMs: number): void;
  /** Uploads the clip and waits until it is published. @returns its UUID */
  publish(fields?: Partial<VideoMetadata>): Promise<string>;
  stop(): void;
}

/** Starts it; every request of the page to it goes through the SDK, the network and the service worker. */
export async function startFakeInstance({ version }: { version?: PeerTubeVersion } = {}): Promise<FakeInstance> {
  const { fake, worker } = setupFakePeerTube({
    url: 'http://tube.test',
    media: clipMedia,
    liveMedia: clipLive,
    ...(version === undefined ? {} : { version }),
  });
  const cast = new Map<string, PiyakastVideo>();
  const playbacks: FakeInstance['playbacks'] = new Map();
  worker.use(
    http.get<{ id: string }, never, PiyakastVideo | Problem>(`${CAST}/api/v1/videos/:id`, ({ params }) => {
      const video = cast.get(params.id);
      return video ? HttpResponse.json(video) : notFound('video/not-found');
    }),
    http.get<{ id: string }>(`${CAST}/api/v1/videos/:id/playback`, async ({ params }) => {
      const playback = await playbacks.get(params.id)?.();
      return playback ? HttpResponse.json<PiyakastPlayback>(playback) : notFound('video/not-found');
    }),
    http.get(`${CAST}/api/v1/streams/:id`, () => notFound('live/not-found')),
  );
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
  const [account] = fake.accounts;
  if (account === undefined) throw new Error('The fake has no account.');
  const { channelId } = account;
  const owner = new PeerTubeClient({ url: fake.url });
  await owner.auth.signIn(account);
  return {
    fake,
    owner,
    channelId,
    cast,
    playbacks,
    shortenFileTokens: (lifetimeMs) => worker.use(shortFileTokens(fake, lifetimeMs)),
    async publish(fields = {}) {
      const file = new File([tinyVideo(2000)], 'clip.mp4', { type: 'video/mp4' });
      const { name = 'A clip', privacy = 'public', videoPasswords } = fields;
      const request = { name, privacy, channelId, ...(videoPasswords ? { videoPasswords } : {}) };
      const { uuid } = await owner.uploads.upload(file, request).done;
      await fake.idle();
      return uuid;
    },
    stop() {
      worker.stop();
      fake.close();
    },
  };
}

/**
 * What PeerTube does when a further resolution is ready: the master playlist gets another name, and the old one answers
 * 404. With `all` the media too, as after a change of privacy.
 */
export function renameFiles(fake: FakePeerTube, uuid: string, { all = false } = {}): void {
  const playlist = fake.videos().find((video) => video.uuid === uuid)?.playlist;
  if (playlist === undefined) throw new Error(`${uuid} has no playlist.`);
  const renamed = (name: string) => (all || name === playlist.master ? `renamed-${name}` : name);
  const inside = (text: string) =>
    all ? text.replaceAll(/[\w-]+(?:-fragmented\.mp4|(?<!master)\.m3u8)/g, (name) => `renamed-${name}`) : text;
  playlist.content = Object.fromEntries(
    Object.entries(playlist.content).map(([name, content]) => [
      renamed(name),
      'text' in content ? { text: inside(content.text) } : content,
    ]),
  );
  if (all) playlist.files = playlist.files.map((file) => ({ ...file, name: renamed(file.name) }));
  playlist.master = renamed(playlist.master);
}

/** PeerTube's tokens live eight hours. */
function shortFileTokens(fake: FakePeerTube, lifetimeMs: number) {
  return http.post<{ id: string }>(`${fake.url}/api/v1/videos/:id/token`, async ({ request }) => {
    const answer = await fake.fetch(request);
    if (!answer.ok) return answer;
    const { files } = (await answer.json()) as { files: { token: string } };
    const known = fake.fileTokens.get(files.token);
    if (known === undefined) throw new Error('The fake gave a token that it does not know.');
    known.expiresAtMs = fake.clock.now() + lifetimeMs;
    return HttpResponse.json<FileTokenAnswer>({
      files: { ...files, expires: new Date(known.expiresAtMs).toISOString() },
    });
  });
}

interface FileTokenAnswer {
  readonly files: { readonly token: string; readonly expires: string };
}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

function notFound(code: string) {
  const headers = { 'content-type': 'application/problem+json' };
  return HttpResponse.json<Problem>({ code, status: 404, title: 'Not Found' }, { status: 404, headers });
}
