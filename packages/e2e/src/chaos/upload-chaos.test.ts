import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { runUploadChaos } from './run-upload-chaos.js';
import { TROUBLES } from './troubles.js';

const uploads = Number(process.env.CHAOS_UPLOADS ?? 300);
const seed = Number(process.env.CHAOS_SEED ?? randomInt(1_000_000));
const timeoutMs = 120_000 + uploads * 300;
const again = `pnpm chaos --uploads ${uploads} --seed ${seed}`;

it(
  `loses, doubles and alters none of ${uploads} uploads while PeerTube fails and the process is killed (promise 12)`,
  async () => {
    console.log(`The same again: ${again}`);
    const { verdict, journal, ...numbers } = await runUploadChaos({ uploads, seed, timeoutMs });
    console.log(JSON.stringify({ uploads, seed, ...numbers, ...journal.counts }, null, 2));
    expect(verdict, `${again}\n${journal.lines.join('\n')}`).toEqual({
      lost: [],
      duplicated: [],
      altered: [],
      foreign: [],
    });
    expect(numbers.kills, again).toBeGreaterThan(uploads / 50);
    const met = Object.keys(TROUBLES).filter((name) => journal.counts[name]);
    expect(met.length, again).toBeGreaterThan(uploads >= 100 ? 10 : 3);
  },
  timeoutMs + 60_000,
);
