import { maxImageBytes } from '../../contract/limits.js';
import { UploadError } from '../../errors/upload-error.js';
import type { PeerTubeConfig } from '../types/config.js';

type ImageField = 'thumbnail' | 'preview';

/**
 * A picture as PeerTube takes it: looked at before anything is announced, because PeerTube looks at it only after the last
 * byte of the video, and 6.3 then keeps the upload for an hour. A Blob without a type gets that of its content.
 *
 * @throws UploadError `upload/invalid-metadata`; `field` is the name of the picture.
 */
export async function readyImage(
  field: ImageField,
  image: Blob | undefined,
  config?: PeerTubeConfig,
): Promise<Blob | undefined> {
  if (image === undefined) return undefined;
  const max = config ? maxImageBytes(config) : Number.POSITIVE_INFINITY;
  if (image.size > max) throw refusal(field, `is larger than the ${max} bytes that the instance takes`);
  const bytes = new Uint8Array(await image.arrayBuffer());
  const type = imageType(bytes);
  if (type === undefined) throw refusal(field, 'is neither JPEG nor PNG nor WebP by its content');
  if (!isWhole(bytes, type)) throw refusal(field, 'is damaged: its end is missing');
  return image.type === type ? image : new Blob([image], { type });
}

/** Both pictures of a video. Without a config no size is refused. */
export const readyImages = (
  { thumbnail, preview }: { thumbnail?: Blob; preview?: Blob },
  config?: PeerTubeConfig,
): Promise<[thumbnail: Blob | undefined, preview: Blob | undefined]> =>
  Promise.all([readyImage('thumbnail', thumbnail, config), readyImage('preview', preview, config)]);

function imageType(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : undefined;
}

/** Whether the mark is there with which such a file ends. More may follow it. */
function isWhole(bytes: Uint8Array, type: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'image/webp') return view.getUint32(4, true) + 8 <= bytes.length;
  const end = type === 'image/png' ? [0x49, 0x45, 0x4e, 0x44] : [0xff, 0xd9];
  return bytes.some((_, at) => end.every((byte, index) => bytes[at + index] === byte));
}

const refusal = (field: ImageField, why: string): UploadError =>
  new UploadError(`The picture "${field}" ${why}. Choose another one.`, { code: 'upload/invalid-metadata', field });
