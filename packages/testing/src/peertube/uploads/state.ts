/** An upload that is not finished. Never persisted: PeerTube forgets them too. */
export interface UploadState {
  id: string;
  userId: number;
  fields: Record<string, unknown>;
  sizeBytes: number;
  contentType: string;
  key: string;
  previewKey?: string;
  /** `finished`: the video exists, and the answer may still be on its way (8.2 §8). */
  phase: 'open' | 'receiving' | 'processing' | 'finished';
  finishedAtMs?: number;
  touchedAtMs: number;
}
