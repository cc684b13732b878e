import type { PeerTubeImage } from './common.js';

interface PeerTubeActor {
  id: number;
  /** Without the host. */
  name: string;
  displayName: string;
  /** Host of the instance that it lives on. */
  host: string;
  url: string;
  /** Pictures in several sizes; may be empty. */
  avatars: PeerTubeImage[];
  /** Accounts that follow it. */
  followersCount?: number;
  /** `null` when there is none. */
  description?: string | null;
}

/** A user as others see one. */
export interface PeerTubeAccount extends PeerTubeActor {
  /** ISO 8601. */
  createdAt?: string;
}

/** A channel: what videos belong to. */
export interface PeerTubeChannel extends PeerTubeActor {
  /** Pictures in several sizes; may be empty. */
  banners?: PeerTubeImage[];
  /** How to support it; `null` when nothing is said. */
  support?: string | null;
  /** Whether it lives on the instance that answers. */
  isLocal?: boolean;
  /** ISO 8601. */
  createdAt?: string;
  /** Since PeerTube 8 a summary in lists; the single channel has the whole one. Absent where the instance shows less. */
  ownerAccount?: PeerTubeAccount;
}

/** The signed-in user. */
export interface PeerTubeUser {
  /** Of the user, not of the account. */
  id: number;
  username: string;
  email: string;
  /** 0 administrator, 1 moderator, 2 user. */
  role: { id: number; label: string };
  /** Bytes; -1 is no limit. */
  videoQuota: number;
  /** Bytes in 24 hours; -1 is no limit. */
  videoQuotaDaily: number;
  /** Whether signing in needs a code. */
  twoFactorEnabled: boolean;
  /** Whether a moderator has locked the user out. */
  blocked: boolean;
  /** What others see. */
  account: PeerTubeAccount;
  /** The user's own language, ISO 639; `null` for the browser's. Absent before PeerTube 8. */
  language?: string | null;
  /** Flags of videos to show, to hide, to warn about and to blur: sums as in `nsfwFlags` (PeerTube 7.2). */
  nsfwFlagsDisplayed?: number;
  /** See `nsfwFlagsDisplayed`. */
  nsfwFlagsHidden?: number;
  /** See `nsfwFlagsDisplayed`. */
  nsfwFlagsWarned?: number;
  /** See `nsfwFlagsDisplayed`. */
  nsfwFlagsBlurred?: number;
  /** The channels that the user may publish on: its own, then those of others that it collaborates on. */
  videoChannels: PeerTubeChannel[];
}

/** Bytes that the account's videos take. */
export interface PeerTubeQuotaUsed {
  /** In all. */
  videoQuotaUsed: number;
  /** In the last 24 hours. */
  videoQuotaUsedDaily: number;
}
