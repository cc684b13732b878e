import type { AccountOptions } from '../../core/accounts.js';
import type { FeatureOverrides } from '../../core/features.js';
import type { Recorded } from './recording.js';
import type { Replay } from './replay.js';

/** What a recording needs before and between its exchanges. */
export interface Setup {
  /** By the label in the token placeholders. */
  users?: Record<string, AccountOptions & { channelId?: number }>;
  /** Token placeholders of a user, where they are not `<access_token_LABEL_1>`. */
  tokens?: Record<string, readonly string[]>;
  features?: FeatureOverrides;
  prepare?: (run: Replay) => Promise<void> | void;
  /** By exchange: what happened just before it. */
  before?: Record<string, (run: Replay, entry: Recorded) => Promise<void> | void>;
  /** By exchange: how it is sent, where that matters. */
  instead?: Record<string, (run: Replay, entry: Recorded) => Promise<Response>>;
  /** Exchanges of which the recorder kept only some keys. */
  partial?: readonly string[];
  /** By exchange: the recorder's own summary of the body. */
  digest?: Record<string, (body: Record<string, unknown>) => unknown>;
  /** By exchange: why the body cannot be compared. */
  bodyDiffers?: Record<string, string>;
}
