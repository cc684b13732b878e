import { UploadError } from '../errors/upload-error.js';
import { checkVideoFields } from '../peertube/uploads/check-video-fields.js';
import type { VideoMetadata } from './types.js';

/**
 * The same bounds as at PeerTube, where the video goes. @throws UploadError `upload/invalid-metadata`.
 *
 * @example
 * ```ts
 * import { checkVideoMetadata } from '@piyakast/sdk';
 *
 * checkVideoMetadata({ name: 'Holiday', category: 'K-Food', tags: ['soup'] });
 * ```
 */
export function checkVideoMetadata(metadata: VideoMetadata): void {
  const { category, ...fields } = metadata;
  checkVideoFields(fields);
  if (category !== undefined && category.trim() === '') {
    throw new UploadError('The field "category" must be a name.', {
      code: 'upload/invalid-metadata',
      field: 'category',
    });
  }
}
