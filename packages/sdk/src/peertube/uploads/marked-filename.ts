import { extensionOf } from '../../contract/media-types.js';
import { truncateText } from '../../contract/text.js';
import { hash53 } from '../../runtime/hash.js';

/** Leaves room for the marker in the 255 characters that a server's database or disk may allow. */
const BASE_CHARACTERS = 120;

/** The file name that carries the key: `holiday.mp4` becomes `holiday.piya-<key>.mp4`. */
export function markedFilename(name: string, key: string): string {
  const extension = extensionOf(name);
  const base = name.slice(0, name.length - extension.length).replace(/[\\/\p{Cc}]/gu, '_');
  return `${truncateText(base, BASE_CHARACTERS)}.piya-${key}${extension}`;
}

/**
 * Whether a file name carries this key, and not one that only begins or ends with it. The last one counts: a file that was
 * downloaded and uploaded again has two.
 */
export const carriesKey = (filename: string, key: string): boolean =>
  filename.slice(0, filename.length - extensionOf(filename).length).endsWith(`.piya-${key}`);

/**
 * The `lastModified` that is announced for a key. PeerTube makes the upload's id from user, title, size and this
 * number, so that an announcement sent twice is one upload, and two equal-looking files are two.
 *
 * Each generation has its own: an id whose processing was cut off by a crash of the server answers 503 for an hour, even
 * when the upload itself is forgotten.
 */
export function keyNumber(key: string, generation = 0): number {
  return hash53(generation === 0 ? key : `${key} ${generation}`);
}
