import { LiveError } from '../../../errors/live-error.js';
import { isPiyaError } from '../../../errors/piya-error.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { assertNoPendingReplay } from './assert-no-pending-replay.js';
import { copyLive } from './copy-live.js';
import { deleteReplaced } from './delete-replaced.js';
import type { RotatedLive, RotateLiveKeyOptions } from './rotation-options.js';

/** The work of `rotateLiveKey()`; loaded on demand. */
export async function replaceLive(
  peertube: PeerTube,
  id: string | number,
  options: RotateLiveKeyOptions,
): Promise<RotatedLive> {
  await assertNoPendingReplay(peertube, id, options);
  const replacement = await copyLive(peertube, id, options);
  try {
    await deleteReplaced(peertube, id, options);
  } catch (cause) {
    const code = isPiyaError(cause) ? cause.code : 'http/unexpected-status';
    const message = 'The new live is ready, but the key of the old one still works. Delete the old one.';
    throw Object.assign(new LiveError(message, { code, cause }), { replacement });
  }
  return replacement;
}
