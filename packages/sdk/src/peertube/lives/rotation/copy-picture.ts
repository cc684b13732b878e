import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubeVideoIds } from '../../types/common.js';
import type { PeerTubeVideoDetails } from '../../types/video.js';
import { getVideo } from '../../videos/get-video.js';
import { updateVideo } from '../../videos/update-video.js';

/**
 * PeerTube gives every live its own copy of one default picture. That one must not be handed on: as a picture of the
 * user's it would later become the picture of each replay, in place of one from the broadcast.
 */
export async function copyPicture(
  peertube: PeerTube,
  old: PeerTubeVideoDetails,
  made: PeerTubeVideoIds,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const url = old.thumbnails.at(-1)?.url;
  if (url === undefined) return true;
  const picture = await pictureAt(peertube, url, signal);
  if (picture === undefined) return false;
  const present = await getVideo(peertube, made.uuid, { signal, fresh: true });
  const usual = await pictureAt(peertube, present.thumbnails.at(-1)?.url ?? '', signal);
  if (usual === undefined || !(await areEqual(picture, usual))) {
    await updateVideo(peertube, made.uuid, { thumbnail: picture }, { signal });
  }
  return true;
}

/** `undefined` when it is gone, or in a storage of the instance's that the requests of this client do not reach. */
async function pictureAt(peertube: PeerTube, url: string, signal: AbortSignal | undefined): Promise<Blob | undefined> {
  const { origin, pathname } = new URL(url, peertube.url);
  if (origin !== peertube.url) return undefined;
  const request = { path: pathname, route: '/lazy-static/:picture', auth: 'none', accept: [404], signal } as const;
  const response = await peertube.http.request(request);
  return response.ok ? response.blob() : undefined;
}

async function areEqual(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return a?.every((byte, at) => byte === b?.[at]) ?? false;
}
