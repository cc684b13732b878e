import { canBeVideoPassword, type VideoMetadata } from '@piyakast/sdk';
import { VideoMetadata as VideoMetadataSchema } from '../api/metadata.js';
import { validator } from '../api/validate.js';
import { Problem } from '../problem.js';

const issueOf = validator(VideoMetadataSchema);

/**
 * Checks what a user wrote before the first byte is taken.
 *
 * @param value - With its texts normalised.
 * @throws {@link Problem} 400 `upload/invalid-metadata`, with the field.
 */
export function checkMetadata(value: unknown): VideoMetadata {
  const trimmed = trimName(value);
  const issue = issueOf(trimmed);
  if (issue !== undefined) throw invalidMetadata(issue.field ?? 'metadata', issue.reason);
  const checked = trimmed as VideoMetadata;
  checkPasswords(checked);
  return checked;
}

/** A video with a password needs one that opens it. */
export function checkPasswords(value: Pick<VideoMetadata, 'privacy' | 'videoPasswords'>): void {
  if (value.privacy === 'password' && (value.videoPasswords?.length ?? 0) === 0) {
    throw invalidMetadata('videoPasswords', 'must hold a password when the privacy is "password"');
  }
  if (!(value.videoPasswords ?? []).every(canBeVideoPassword)) {
    throw invalidMetadata('videoPasswords', 'may hold Latin letters, digits and signs only, with no space at an end');
  }
}

export function invalidMetadata(field: string, reason: string): Problem {
  return new Problem(`The field "${field}" ${reason}.`, { status: 400, code: 'upload/invalid-metadata', field });
}

/** PeerTube trims the name and then counts. */
function trimName(value: unknown): unknown {
  const name = (value as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? { ...(value as object), name: name.trim() } : value;
}
