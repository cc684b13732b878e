import type { PeerTubeImage } from './common.js';

interface PeerTubeActor {
  id: number;
  /** Without the host. */
  name: string;
  displayName: string;
  /** Host of the instance that it lives on. */
  host: string;
  url: string;
  avatars: PeerTubeImage[];
  followersCount?: number;
  description?: string | null;
}

/** A user as others see one. */
export interface PeerTubeAccount extends PeerTubeActor {
  /** ISO 8601. */
  createdAt?: string;
}

/** A channel: what videos belong to. */
export interface PeerTubeChannel extends PeerTubeActor {
  banners?: PeerTubeImage[];
  support?: string | null;
  isLocal?: boolean;
  /** ISO 8601. */
  createdAt?: string;
  /** Absent where the instance shows only a summary. */
  ownerAccount?: PeerTubeAccount;
}

/** The signed-in user. */
export interface PeerTubeUser {
  id: number;
  username: string;
  email: string;
  /** 0 administrator, 1 moderator, 2 user. */
  role: { id: number; label: string };
  /** Bytes; -1 is no limit. */
  videoQuota: number;
  /** Bytes in 24 hours; -1 is no limit. */
  videoQuotaDaily: number;
  twoFactorEnabled: boolean;
  blocked: boolean;
  account: PeerTubeAccount;
  /** The channels that the user owns. */
  videoChannels: PeerTubeChannel[];
}

/** Bytes that the account's videos take. */
export interface PeerTubeQuotaUsed {
  videoQuotaUsed: number;
  /** In the last 24 hours. */
  videoQuotaUsedDaily: number;
}
