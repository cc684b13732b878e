import type { ActorState } from '../actors/state.js';

/** A user with its account; the fake keeps the two together. */
export interface UserState {
  id: number;
  username: string;
  email: string;
  /** 0 administrator, 1 moderator, 2 user. */
  role: 0 | 1 | 2;
  /** Bytes; -1 for none. */
  videoQuota: number;
  videoQuotaDaily: number;
  blocked: boolean;
  /** Base 32; present when two-factor authentication is on. */
  otpSecret?: string;
  feedToken: string;
  p2pEnabled: boolean;
  /** Of the interface (8.2 §6); absent for the instance's default. */
  language?: string;
  createdAt: string;
  lastLoginDate: string | null;
  account: ActorState;
}

/** A user to begin with. */
export interface AccountOptions {
  /** @defaultValue `'demo'`, with a number when that is taken */
  username?: string;
  /** @defaultValue generated */
  password?: string;
  email?: string;
  /** 0 administrator, 1 moderator, 2 user. @defaultValue 2 */
  role?: 0 | 1 | 2;
  /** Bytes, -1 for none. @defaultValue -1 */
  videoQuota?: number;
  videoQuotaDaily?: number;
  /** Base 32: turns two-factor authentication on. */
  otpSecret?: string;
}

/** A user as the test that made it knows it. */
export interface FakeAccount {
  username: string;
  password: string;
  userId: number;
  /** The channel that every user gets. */
  channelId: number;
  channelName: string;
}
