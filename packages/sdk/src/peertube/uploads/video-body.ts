import { privacyId } from '../../contract/privacy.js';
import { normalizeText } from '../../contract/text.js';
import { UploadError } from '../../errors/upload-error.js';
import { videoFieldsToJson } from '../request/fields.js';
import { type PeerTubeVideoFields, VIDEO_FIELDS } from './video-fields.js';

/** The create fields as PeerTube takes them. What is not given is left out, except the privacy. */
export function videoBody(fields: PeerTubeVideoFields, channelId: number | undefined): Record<string, unknown> {
  const { name, privacy = 'private' } = fields;
  if (channelId === undefined) {
    throw new UploadError('The account has no channel. Create one, then upload again.', {
      code: 'channel/not-found',
      field: 'channelId',
    });
  }
  const given = VIDEO_FIELDS.filter((field) => fields[field] !== undefined && fields[field] !== '');
  return {
    ...videoFieldsToJson(Object.fromEntries(given.map((field) => [field, normalized(fields[field])]))),
    name: normalizeText(name.trim()),
    channelId,
    privacy: privacyId(privacy),
  };
}

/** PeerTube compares texts character by character: what macOS hands out decomposed would be found by no search. */
function normalized(value: unknown): unknown {
  if (typeof value === 'string') return normalizeText(value);
  return Array.isArray(value) ? value.map(normalized) : value;
}
