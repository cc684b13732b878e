/** What the embed page needs of hls.js. */
export interface HlsLike {
  levels: { height: number; width: number; bitrate: number }[];
  currentLevel: number;
  loadLevel: number;
  autoLevelEnabled: boolean;
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  on(event: string, listener: (event: string, data: { fatal?: boolean; level?: number }) => void): void;
  destroy(): void;
}

/** What it reads of a video. */
export interface EmbedVideo {
  uuid: string;
  name: string;
  isLive: boolean;
  duration: number;
  previewPath: string;
  privacy: { id: number };
  state: { id: number };
  files: { fileUrl: string; height: number; width: number; resolution: { id: number; label: string } }[];
  streamingPlaylists: { playlistUrl: string }[];
}

/** What the server writes into the page. */
export interface EmbedConfig {
  /** Sites may be refused (8.2 §11). */
  embedPrivacy: boolean;
  /** `isPlaying` and `getCurrentTime` are answered (8.2 §12). */
  laterMethods: boolean;
}
