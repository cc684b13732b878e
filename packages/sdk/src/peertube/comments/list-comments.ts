import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubePage } from '../types/common.js';
import { type VideoReadOptions, videoRequest } from '../videos/video-request.js';
import { commentOf, type PeerTubeComment } from './comment.js';

/**
 * The comments that began a thread, newest first unless `sort` says otherwise (`-totalReplies`).
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List threads of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listComments } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listComments(peertube, 'gRjscAKWouefiE5Tmt8MeC', { sort: '-totalReplies', count: 10 });
 * for (const { account, text } of data) console.log(account?.displayName ?? 'deleted', text);
 * ```
 */
export function listComments(
  peertube: PeerTube,
  id: string | number,
  { signal, password, fresh: _never, ...query }: ListOptions & VideoReadOptions = {},
): Promise<PeerTubePage<PeerTubeComment>> {
  return list(
    peertube,
    'GET /videos/:id/comment-threads',
    { ...videoRequest(id, { signal, password }), query },
    commentOf,
  );
}
