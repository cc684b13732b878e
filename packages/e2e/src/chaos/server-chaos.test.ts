import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { runServerChaos } from './run-server-chaos.js';

const uploads = Number(process.env.CHAOS_UPLOADS ?? 40);
const seed = Number(process.env.CHAOS_SEED ?? randomInt(1_000_000));
const kills = Math.max(6, Math.round(uploads / 8));
const again = `pnpm chaos --server --uploads ${uploads} --seed ${seed}`;

it(
  `keeps and publishes exactly once each of ${uploads} received videos while it is killed and PeerTube fails (promises 2, 12, 37)`,
  async () => {
    console.log(`The same again: ${again}`);
    const { verdict, journal, ...numbers } = await runServerChaos({ uploads, kills, seed });
    console.log(JSON.stringify({ uploads, seed, ...numbers, ...journal.counts }, null, 2));
    const story = `${again}\n${journal.lines.join('\n')}`;
    expect(verdict, story).toEqual({ lost: [], duplicated: [], altered: [], foreign: [] });
    expect(numbers, story).toMatchObject({ kills, received: uploads, listed: uploads });
    expect(numbers.plays.server, again).toBeGreaterThan(uploads / 4);
  },
  180_000 + uploads * 3_000,
);
