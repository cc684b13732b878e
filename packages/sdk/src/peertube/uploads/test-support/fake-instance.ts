import { createFakePeerTube, type FakePeerTube, type FakePeerTubeOptions, seededRandom } from '@piyakast/testing';
import type { FetchLike } from '../../../runtime/fetch.js';
import { instantClock } from '../../../upload/test-support/instant-clock.js';
import { signIn } from '../../account/sign-in/sign-in.js';
import { createPeerTube, type PeerTube } from '../../request/create-peertube.js';

/** What stands between the client and the fake: may answer, fail, or pass on. */
export type Between = (request: Request, pass: (request: Request) => Promise<Response>) => Promise<Response>;

export interface FakeInstance {
  fake: FakePeerTube;
  peertube: PeerTube;
  clock: ReturnType<typeof instantClock>;
  /** `METHOD path -> status` of every exchange of the upload route. */
  transcript: string[];
  /** Puts something between; the last one is asked first. */
  between(step: Between): void;
}

/** A fake PeerTube with one signed-in account, on a clock that never waits. */
export async function fakeInstance(options: FakePeerTubeOptions & { seed?: number } = {}): Promise<FakeInstance> {
  const clock = instantClock();
  const random = seededRandom(options.seed ?? 1);
  const features = { rateLimit: { api: { max: 1e6, windowMs: 1e4 }, login: { max: 1e6, windowMs: 1e4 } } };
  const fake = createFakePeerTube({ clock, random, ...options, features: { ...features, ...options.features } });
  const transcript: string[] = [];
  const steps: Between[] = [];
  const pass = async (request: Request): Promise<Response> => {
    const response = await fake.fetch(request);
    // The fake reports a broken connection as an error response, which the real `fetch` never gives.
    if (response.type === 'error') throw new TypeError('fetch failed');
    return response;
  };
  const fetch: FetchLike = async (input, init) => {
    const request = new Request(input, init);
    // On a real connection it is always there; the fake cuts at a byte below it.
    const { body } = init ?? {};
    const length = body instanceof Blob ? body.size : body instanceof Uint8Array ? body.byteLength : undefined;
    if (length !== undefined) request.headers.set('content-length', String(length));
    const chain = steps.reduce<(request: Request) => Promise<Response>>(
      (next, step) => (given) => step(given, next),
      pass,
    );
    const { pathname } = new URL(request.url);
    const range = request.headers.get('content-range');
    const line = `${request.method} ${pathname.replace('/api/v1/', '')}${range ? ` ${range}` : ''}`;
    try {
      const response = await chain(request);
      transcript.push(`${line} -> ${response.status}`);
      return response;
    } catch (error) {
      transcript.push(`${line} -> cut`);
      throw error;
    }
  };
  const peertube = createPeerTube({ url: fake.url, fetch, clock, random });
  const [account] = fake.accounts;
  if (account) await signIn(peertube, account);
  transcript.length = 0;
  return { fake, peertube, clock, transcript, between: (step) => void steps.push(step) };
}

/** A file that every probe takes for an MP4, different for each seed. */
export function videoFile(
  sizeBytes: number,
  { seed = 1, name = 'clip.mp4', type = 'video/mp4', lastModified = 1_700_000_000_000 } = {},
): File {
  const random = seededRandom(seed);
  const bytes = Uint8Array.from({ length: sizeBytes }, () => Math.floor(random() * 256));
  bytes.set([0, 0, 0, 24, ...new TextEncoder().encode('ftypisom')].slice(0, sizeBytes));
  return new File([bytes], name, { type, lastModified });
}

export async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Buffer.from(digest).toString('hex');
}
