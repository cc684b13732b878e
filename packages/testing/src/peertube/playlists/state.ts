export interface VideoPlaylistState {
  id: number;
  uuid: string;
  displayName: string;
  description: string | null;
  privacy: number;
  channelId: number | null;
  userId: number;
  /** Absent while the playlist shows that of its first video. */
  thumbnail?: string;
  createdAt: string;
  updatedAt: string;
  elements: {
    id: number;
    position: number;
    startTimestamp: number | null;
    stopTimestamp: number | null;
    videoId: number;
  }[];
}
