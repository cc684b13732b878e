import type { Random } from '@piyakast/testing';
import type { Sandbox } from '@piyakast/testing/sandbox';
import { between, oneOf, sleep } from './chance.js';
import type { Pulse } from './pulse.js';

type Trouble = (sandbox: Sandbox, random: Random) => Promise<void> | void;

const pause = (random: Random, from: number, to: number): Promise<void> => sleep(between(random, from, to));

/** What goes wrong at PeerTube and on the way there. Each is over when its promise resolves, or strikes once, later. */
export const TROUBLES = {
  async 'connections are reset'({ faults }, random) {
    faults.set({ down: true });
    await pause(random, 5, 150);
    faults.set({ down: false });
  },
  async 'connections are refused'(sandbox, random) {
    await sandbox.stop();
    await pause(random, 5, 150);
    await sandbox.start();
  },
  'the line breaks at a byte'({ faults }, random) {
    faults.set({ cutAfterBytes: between(random, 1, 40_000) });
  },
  'the tokens die at a byte'({ faults }, random) {
    faults.set({ revokeTokensAtByte: between(random, 1, 40_000) });
  },
  'the session ends'({ fake }) {
    fake.revokeTokens({ refresh: true });
  },
  'the answer to a last chunk is lost'({ faults }) {
    faults.set({ dropAnswerOfLastChunk: true });
  },
  'a proxy answers'({ faults }, random) {
    faults.set({ fail: { status: oneOf(random, [500, 502, 503, 504]), times: between(random, 1, 5) } });
  },
  async 'nothing is answered'({ faults }, random) {
    faults.set({ hang: true });
    await pause(random, 10, 200);
    faults.set({ hang: false });
  },
  async 'the line is slow'({ faults }, random) {
    faults.set({ bytesPerSecond: between(random, 500, 5_000) });
    await pause(random, 50, 300);
    faults.set({ bytesPerSecond: null });
  },
  async 'processing takes long'({ faults }, random) {
    faults.set({ processingMs: between(random, 500, 6_000) });
    await pause(random, 50, 300);
    faults.set({ processingMs: 0 });
  },
  async 'too many requests'({ faults }, random) {
    faults.set({ rateLimited: true });
    await pause(random, 5, 60);
    faults.set({ rateLimited: false });
  },
  'PeerTube restarts': (sandbox) => sandbox.restart(),
} as const satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof TROUBLES;

const NAMES = Object.keys(TROUBLES) as TroubleName[];

export interface MakeTroubleOptions {
  sandbox: Sandbox;
  random: Random;
  pulse: Pulse;
  /** Requests between two troubles, at most. */
  maxRequests: number;
  note: (name: TroubleName) => void;
}

/** One trouble after the other, each after some more requests, until the pulse stops. The seed chooses which, when and how much. */
export async function makeTrouble({ sandbox, random, pulse, maxRequests, note }: MakeTroubleOptions): Promise<void> {
  while (await pulse.after(between(random, 1, maxRequests))) {
    const name = oneOf(random, NAMES);
    note(name);
    const trouble: Trouble = TROUBLES[name];
    await trouble(sandbox, random);
  }
}
