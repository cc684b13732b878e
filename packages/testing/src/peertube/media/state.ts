export interface FileState {
  id: number;
  kind: 'web-video' | 'hls';
  /** Name in the URL. */
  name: string;
  /** Key in the storage. */
  key: string;
  resolution: number;
  width: number;
  height: number;
  fps: number;
  sizeBytes: number;
  hasAudio: boolean;
  hasVideo: boolean;
  /** Torrents are made a little after the file. */
  hasTorrent: boolean;
}

export interface PlaylistFilesState {
  id: number;
  master: string;
  segmentsSha256: string;
  files: FileState[];
  /** URL name → storage key or text of everything below the playlist's folder. */
  content: Record<string, { key: string } | { text: string }>;
}

export interface SourceState {
  inputFilename: string;
  /** Key in the storage of the bytes as they were uploaded. */
  key: string;
  sizeBytes: number;
  width: number;
  height: number;
  fps: number;
  createdAt: string;
}
