import type { PiyakastVideo } from '@piyakast/sdk';
import { listenToEvents } from '../internal/event-feed.js';
import type { UploadClient } from './upload-item.js';

/** Options of {@link followVideos}. */
export interface FollowVideosOptions {
  signal: AbortSignal;
  /** Ids of the videos that are still on their way. */
  open: () => string[];
  onVideo: (video: PiyakastVideo) => void;
  /** Nothing more will come. */
  onEnd: () => void;
}

/** Follows videos that the server holds, and asks for changes that happened while not connected. */
export function followVideos(client: UploadClient, { signal, open, onVideo, onEnd }: FollowVideosOptions): void {
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
      // A connection begins with the status, also one that was broken and came back.
      if (event.type === 'status') void catchUp();
    },
    { signal, onError: onEnd },
  );
}
