import { PeerTubeClient } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { openBrokenLine } from '../live/broken-line.ts';

const CUTS = 10;

/** One upload over a line that breaks ten times, at random bytes. What went out twice is counted. */
export async function cutTenTimes(server, path, seed) {
  const source = await fileSource(path);
  const random = randomFrom(seed);
  const positions = Array.from({ length: CUTS }, () => Math.floor(random() * source.sizeBytes)).sort((a, b) => a - b);
  const line = await openBrokenLine(server.account.url);
  const sent = [];
  let armed = -1;

  /** The next cut is set once the last one happened, as many bytes further as it lies behind it in the file. */
  function arm() {
    if (line.breaks <= armed || line.breaks >= CUTS) return;
    armed = line.breaks;
    line.cutAfter(Math.max(1, positions[armed] - (positions[armed - 1] ?? 0)));
  }

  async function noted(input, init) {
    const range = /^bytes (\d+)-(\d+)\//.exec(new Headers(init?.headers).get('content-range') ?? '');
    if (range) {
      arm();
      sent.push([Number(range[1]), Number(range[2]) + 1]);
    }
    return line.fetch(input, init);
  }

  try {
    const client = new PeerTubeClient({ url: server.account.url, fetch: noted });
    await client.auth.signIn(server.account);
    const beganMs = performance.now();
    const { uuid } = await client.uploads.upload(source, { name: `bench of cuts ${process.pid}` }).done;
    const seconds = (performance.now() - beganMs) / 1000;
    await server.forget(uuid);
    await client.auth.signOut();
    return { cuts: line.breaks, seconds, ...repeated(sent) };
  } finally {
    await line.close();
  }
}

/** A chunk was sent again when a later one begins before its end. */
function repeated(sent) {
  let chunksAgain = 0;
  let bytesAgain = 0;
  for (const [index, [, end]] of sent.entries()) {
    const next = sent[index + 1]?.[0] ?? end;
    if (next < end) chunksAgain += 1;
    bytesAgain += Math.max(0, end - next);
  }
  return { chunksAgain, bytesAgain };
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
