import type { PiyakastVideo, ServiceStatus } from '@piyakast/sdk';
import { listenToEvents } from '../internal/event-feed.js';
import type { UploadClient } from './queue/upload-client.js';

/** Options of {@link followVideos}. */
export interface FollowVideosOptions {
  signal: AbortSignal;
  /** Ids of the videos that are still on their way. */
  open: () => string[];
  onVideo: (video: PiyakastVideo) => void;
  onStatus: (status: ServiceStatus) => void;
  /** Nothing more will come. */
  onEnd: () => void;
}

/** Follows videos that the server holds, and asks for changes that happened while not connected. */
export function followVideos(
  client: UploadClient,
  { signal, open, onVideo, onStatus, onEnd }: FollowVideosOptions,
): void {
  const catchUp = async () => {
    for (const id of open()) {
      try {
        onVideo(await client.videos.get(id, { signal }));
      } catch {
        // The next event brings it again; the list keeps what it last knew.
      }
    }
  };
  listenToEvents(
    client,
    (event) => {
      if (event.type === 'video') onVideo(event.video);
      if (event.type !== 'status') return;
      onStatus(event.status);
      // A connection begins with the status, also one that was broken and came back.
      void catchUp();
    },
    { signal, onError: onEnd },
  );
}
