import { extensionOf } from '../../contract/media-types.js';
import { UploadError } from '../../errors/upload-error.js';
import type { StepOptions, UploadSource } from '../../upload/types.js';
import { getQuotaUsed } from '../account/account.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeQuotaUsed, PeerTubeUser } from '../types/actor.js';
import type { PeerTubeConfig } from '../types/config.js';

export { mustBeMedia } from '../../upload/inspect/read-container.js';

/** What the instance and the account say of themselves. */
export interface CheckFileInput extends StepOptions {
  config: PeerTubeConfig;
  me: PeerTubeUser;
}

/**
 * Refuses a file that PeerTube would refuse for its extension or for the account's quota.
 *
 * @throws UploadError `upload/unsupported-type`, `upload/quota-exceeded`.
 */
export async function checkFile(
  peertube: PeerTube,
  source: UploadSource,
  { config, me, signal }: CheckFileInput,
): Promise<void> {
  checkExtension(source, config.video?.file?.extensions ?? []);
  const isLimited = [me.videoQuota, me.videoQuotaDaily].some((quota) => quota >= 0);
  if (isLimited) checkQuota(source, me, await getQuotaUsed(peertube, { signal }));
}

function checkExtension({ name, type }: UploadSource, extensions: readonly string[]): void {
  // Either is enough for PeerTube: a known extension, or a media type of a video or a sound (contract section 8).
  if (extensions.length === 0 || extensions.includes(extensionOf(name)) || /^(video|audio)\//.test(type)) return;
  throw new UploadError(`PeerTube does not take files like "${name}". It takes ${extensions.join(', ')}.`, {
    code: 'upload/unsupported-type',
  });
}

function checkQuota({ sizeBytes }: UploadSource, me: PeerTubeUser, used: PeerTubeQuotaUsed): void {
  const left = (quota: number, usedBytes: number) => (quota < 0 ? Number.POSITIVE_INFINITY : quota - usedBytes);
  const bytesLeft = Math.min(
    left(me.videoQuota, used.videoQuotaUsed),
    left(me.videoQuotaDaily, used.videoQuotaUsedDaily),
  );
  // A file that fills the quota exactly is refused too.
  if (sizeBytes < bytesLeft) return;
  const counts = `The file has ${sizeBytes} bytes and the account has ${Math.max(0, bytesLeft)} left.`;
  throw new UploadError(`${counts} Delete videos, or ask for a larger quota.`, { code: 'upload/quota-exceeded' });
}
