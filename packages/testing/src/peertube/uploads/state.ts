/** An upload that is not finished. Never persisted: PeerTube forgets them too. */
export interface UploadState {
  id: string;
  userId: number;
  fields: Record<string, unknown>;
  sizeBytes: number;
  contentType: string;
  key: string;
  previewKey?: string;
  phase: 'open' | 'receiving' | 'processing';
  touchedAtMs: number;
}
