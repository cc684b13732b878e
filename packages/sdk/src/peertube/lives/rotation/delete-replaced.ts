import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { unlessMissing } from '../../request/unless-missing.js';
import { deleteVideo } from '../../videos/delete-video.js';

/** Deletes a live that another one has replaced. A repeat after a lost answer finds nothing to delete, and succeeds. */
export async function deleteReplaced(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<void> {
  await unlessMissing(deleteVideo(peertube, id, { signal }));
}
