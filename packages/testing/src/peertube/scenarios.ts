import type { FakePeerTube } from './fake-peertube.js';
import { randomBase32 } from './oauth/totp.js';

/** Situations that tests and demonstrations name instead of describing them. Each changes a running instance. */
export const scenarios = {
  /** Everything works. */
  default: (fake: FakePeerTube) => fake.faults.clear(),
  /** Every connection is reset. */
  offline: (fake: FakePeerTube) => fake.faults.set({ down: true }),
  /** Connections are taken, and nothing is answered. */
  hanging: (fake: FakePeerTube) => fake.faults.set({ hang: true }),
  /** 64 kB/s in both directions. */
  slow: (fake: FakePeerTube) => fake.faults.set({ bytesPerSecond: 65_536 }),
  /** The proxy in front answers three requests with 502. */
  failing: (fake: FakePeerTube) => fake.faults.set({ fail: { status: 502, times: 3 } }),
  /** 429, as HTML, with Retry-After. */
  rateLimited: (fake: FakePeerTube) => fake.faults.set({ rateLimited: true }),
  /** Access tokens are dead; a refresh helps. */
  expired: (fake: FakePeerTube) => fake.revokeTokens(),
  /** Refresh tokens are dead too: only a new sign-in helps. */
  signedOut: (fake: FakePeerTube) => fake.revokeTokens({ refresh: true }),
  /** Uploads are refused: the quota is used up. */
  quotaReached: (fake: FakePeerTube) => fake.faults.set({ quotaReached: true }),
  /** Uploads break: the server's disk is full. */
  diskFull: (fake: FakePeerTube) => fake.faults.set({ diskFull: true }),
  /** The next upload arrives whole, and its last answer is lost. */
  lostAnswer: (fake: FakePeerTube) => fake.faults.set({ dropAnswerOfLastChunk: true }),
  /** Every user needs a code from now on; `fake.otp(username)` gives the right one. */
  twoFactor: (fake: FakePeerTube) => {
    for (const user of fake.state.users) user.otpSecret = randomBase32(fake.random, 32);
  },
  /** The administrator has turned lives off. */
  livesDisabled: (fake: FakePeerTube) => {
    fake.features.live.enabled = false;
  },
} satisfies Record<string, (fake: FakePeerTube) => void>;

export type ScenarioName = keyof typeof scenarios;
