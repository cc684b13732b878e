import type { LiveSessionState, LiveState } from '../lives/state.js';
import type { FileState, PlaylistFilesState, SourceState } from '../media/state.js';
import type { ViewerState } from '../views/state.js';

/** PeerTube's numbers for the state of a video (docs/peertube §7). */
export const VideoStates = {
  published: 1,
  toTranscode: 2,
  waitingForLive: 4,
  liveEnded: 5,
  transcodingFailed: 7,
} as const;

/** PeerTube's numbers for the privacy of a video (docs/peertube §5). */
export const Privacies = { public: 1, unlisted: 2, private: 3, internal: 4, password: 5 } as const;

export interface CaptionState {
  language: string;
  name: string;
  text: string;
  updatedAt: string;
}

export interface VideoState {
  id: number;
  uuid: string;
  channelId: number;
  /** Origin of the instance that a federated copy came from; its files stay there. */
  origin?: string;
  name: string;
  category: number | null;
  licence: number | null;
  language: string | null;
  privacy: number;
  nsfw: boolean;
  /** A set of bits (8.2 §7); absent for none. */
  nsfwFlags?: number;
  nsfwSummary?: string;
  /** Who may embed it (8.2 §11); absent for everyone. */
  embedPrivacy?: { policy: number; domains: string[] };
  /** Theme of the player (8.2 §12); absent for the instance's. */
  playerTheme?: string;
  description: string | null;
  support: string | null;
  tags: string[];
  commentsPolicy: number;
  downloadEnabled: boolean;
  waitTranscoding: boolean;
  originallyPublishedAt: string | null;
  scheduledUpdate?: { updateAt: string; privacy?: number };
  passwords: { id: number; password: string; createdAt: string; updatedAt: string }[];
  state: number;
  isLive: boolean;
  /** Whole seconds; 0 for lives. */
  duration: number;
  aspectRatio: number | null;
  views: number;
  likes: number;
  dislikes: number;
  thumbnail: string;
  preview: string;
  createdAt: string;
  updatedAt: string;
  publishedAt: string;
  source?: SourceState;
  files: FileState[];
  playlist?: PlaylistFilesState;
  captions: CaptionState[];
  chapters: { timecode: number; title: string }[];
  storyboard?: string;
  live?: LiveState;
  /** The session that this video is the replay of. */
  replayOf?: LiveSessionState;
  /** By session id: when it was last seen and what it watched. */
  viewers: Record<string, ViewerState>;
  /** By user id: seconds. */
  history: Record<string, number>;
  ratings: Record<string, 'like' | 'dislike'>;
}
