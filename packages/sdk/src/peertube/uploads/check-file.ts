import { UploadError } from '../../errors/upload-error.js';
import type { ContainerType } from '../../upload/inspect/detect-container.js';
import { acceptedMediaType, unlistedFile } from '../../upload/inspect/recognize-file.js';
import type { StepOptions, UploadSource } from '../../upload/types.js';
import { getQuotaUsed } from '../account/get-quota-used.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeQuotaUsed, PeerTubeUser } from '../types/actor.js';
import type { PeerTubeConfig } from '../types/config.js';

export { readMediaContainer } from '../../upload/inspect/read-container.js';

/** What the file is, and what the instance and the account say of themselves. */
export interface CheckFileInput extends StepOptions {
  container: ContainerType | undefined;
  config: PeerTubeConfig;
  me: PeerTubeUser;
}

/**
 * Refuses a file that PeerTube would refuse for its type or for the account's quota.
 *
 * @throws UploadError `upload/unsupported-type`, `upload/quota-exceeded`.
 */
export async function checkFile(
  peertube: PeerTube,
  source: UploadSource,
  { container, config, me, signal }: CheckFileInput,
): Promise<void> {
  const extensions = config.video?.file?.extensions;
  if (extensions?.length && acceptedMediaType(source.name, container, extensions) === undefined) {
    throw unlistedFile(source.name, extensions);
  }
  const isLimited = [me.videoQuota, me.videoQuotaDaily].some((quota) => quota >= 0);
  if (isLimited) checkQuota(source, me, await getQuotaUsed(peertube, { signal }));
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
