import type { ChannelState } from './channels/state.js';
import type { CommentState } from './comments/state.js';
import type { TokenState } from './oauth/state.js';
import type { VideoPlaylistState } from './playlists/state.js';
import type { UserState } from './users/state.js';
import type { VideoState } from './videos/state.js';

/** Everything that a restart keeps. */
export interface FakeState {
  clientId: string;
  clientSecret: string;
  users: UserState[];
  channels: ChannelState[];
  videos: VideoState[];
  tokens: TokenState[];
  playlists: VideoPlaylistState[];
  follows: string[];
  /** Which user follows which channels; absent in a folder of an older sandbox. */
  subscriptions?: { userId: number; channelId: number }[];
  /** Absent in a folder of an older sandbox. */
  comments?: CommentState[];
  /** Names that were ever used: PeerTube never gives one out twice. */
  usedNames: string[];
  counters: Record<string, number>;
  uploadsCompleted: number;
}
