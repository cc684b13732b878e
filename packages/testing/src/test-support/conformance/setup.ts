import type { FakeClock } from '../../kit/fake-clock.js';
import type { FeatureOverrides } from '../../peertube/config/features.js';
import type { FakePeerTube } from '../../peertube/fake-peertube.js';
import type { AccountOptions } from '../../peertube/users/state.js';
import type { RecordedNames } from './recorded-names.js';
import type { Recorded } from './recording.js';

/** A recording being replayed: the instance, and what its placeholders stand for. */
export interface Replay {
  fake: FakePeerTube;
  clock: FakeClock;
  names: RecordedNames;
  /** Recorded text → text of this run. */
  values: Map<string, string>;
  send(entry: Recorded, changes?: RequestInit): Promise<Response>;
}

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
  /** By exchange: headers and paths of the body that depend on the moment of the recording. */
  momentary?: Record<string, readonly string[]>;
  /** By exchange: why the body cannot be compared. */
  bodyDiffers?: Record<string, string>;
}
