import { readFileSync } from 'node:fs';
import { createFakeClock, type FakeClock } from '@piyakast/testing/kit';
import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import type { LiveSocketConnect } from '../peertube/lives/watch/live-socket.js';
import { json } from './transcript.js';

const TIMELINE = new URL('../../../testing/fixtures/recordings/6.3.0/live-timeline.json', import.meta.url);
const ID = 7;

interface Shown {
  state: { id: number; label: string };
  isLive: boolean;
  viewers: number;
  streamingPlaylists: unknown[];
}
interface Change {
  tSeconds: number;
  owner: Shown | { status: number; body: unknown };
}
interface Told {
  tSeconds: number;
  live: string;
  event: string;
  args: { state?: number; viewers?: number }[];
}
interface Entry {
  name: string;
  changes?: Change[];
  events?: Told[];
}

/** The lives whose course was recorded on a real PeerTube 6.3.0. */
export const RECORDED_LIVES = {
  'normal+replay': { video: 'normal live with replay', permanentLive: false, saveReplay: true },
  'permanent+replay': { video: 'permanent live with replay', permanentLive: true, saveReplay: true },
  'normal, no replay': { video: 'normal live without replay', permanentLive: false, saveReplay: false },
} as const;

/** A client that finds one of them as it was at each moment; the clock begins where the publisher began. */
export function recordedLive(name: keyof typeof RECORDED_LIVES): {
  client: PeerTubeClient;
  clock: FakeClock;
  /** Seconds since the publisher began. */
  seconds(): number;
  connect: LiveSocketConnect;
  /** Connections that are open. */
  open(): number;
} {
  const entries = JSON.parse(readFileSync(TIMELINE, 'utf8')) as Entry[];
  const { video, permanentLive, saveReplay } = RECORDED_LIVES[name];
  const changes = entries.find((entry) => entry.name === `video of the ${video}, each change`)?.changes ?? [];
  const told = entries.flatMap(({ events = [] }) => events).filter(({ live }) => live === name);
  if (changes.length === 0 || told.length === 0) throw new Error(`nothing is recorded of ${name}`);
  const clock = createFakeClock();
  const startMs = clock.now();
  const seconds = (): number => (clock.now() - startMs) / 1000;
  let open = 0;

  const client = new PeerTubeClient({
    url: 'https://video.example',
    clock,
    fetch: async (input) => {
      const { pathname } = new URL(String(input));
      const now = changes.filter(({ tSeconds }) => tSeconds <= seconds()).at(-1) ?? changes[0];
      if (now === undefined) throw new Error('nothing is recorded');
      const { owner } = now;
      if ('status' in owner) return json(owner.body, owner.status);
      if (pathname === `/api/v1/videos/${ID}`) return json({ ...owner, id: ID, uuid: 'u', shortUUID: 's' });
      if (pathname === `/api/v1/videos/live/${ID}` && owner.isLive) {
        return json({ permanentLive, saveReplay, latencyMode: 1 });
      }
      return json({ detail: 'Live video not found' }, 404);
    },
  });
  const connect: LiveSocketConnect = async ({ onChange, onViewers }) => {
    const closed = new AbortController();
    open += 1;
    for (const { tSeconds, event, args } of told) {
      if (tSeconds < seconds()) continue;
      const tell = () => (event === 'views-change' ? onViewers(args[0]?.viewers ?? 0) : onChange());
      clock.sleep((tSeconds - seconds()) * 1000, closed.signal).then(tell, () => undefined);
    }
    return {
      close() {
        if (!closed.signal.aborted) open -= 1;
        closed.abort();
      },
    };
  };
  return { client, clock, seconds, connect, open: () => open };
}
