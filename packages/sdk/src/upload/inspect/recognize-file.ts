import { acceptedExtensions, extensionOf, mediaTypeOf } from '../../contract/media-types.js';
import { UploadError } from '../../errors/upload-error.js';
import { type ContainerType, detectContainer } from './detect-container.js';

/** What {@link recognizeFile} looks at. */
export interface RecognizeFileInput {
  /** The first {@link HEAD_BYTES} of the file, or all when it has fewer. */
  head: Uint8Array;
  /** File name; its extension counts. */
  name: string;
  /**
   * Extensions that the instance takes, each with its dot: `config.video.file.extensions`.
   * @defaultValue those of a stock PeerTube
   */
  extensions?: readonly string[] | undefined;
}

/** What {@link recognizeFile} found. */
export interface RecognizedFile {
  /** What the file is by its content; `undefined` when it is neither video nor sound, whatever its name. */
  container: ContainerType | undefined;
  /** The media type to announce to PeerTube, which refuses types that it does not know. */
  mediaType: string;
  /** Why PeerTube would not take the file: `upload/unsupported-type`. `undefined` when it would. */
  refusal: UploadError | undefined;
}

/**
 * Recognises a file by its first bytes and its name, as the SDK, the server and `<piya-upload>` do, and says whether a
 * PeerTube takes it. PeerTube itself goes by extension or media type first, and reads the content after the last byte.
 *
 * @see PeerTube REST API, resumable upload of a video; checked against 6.3.0 and 8.2.1.
 * @example
 * ```ts
 * import { HEAD_BYTES, recognizeFile } from '@piyakast/sdk';
 *
 * const file = new File(['…'], 'holiday.wmv');
 * const head = await file.slice(0, HEAD_BYTES).bytes();
 * const { mediaType, refusal } = recognizeFile({ head, name: file.name });
 * console.log(refusal?.message ?? mediaType);
 * ```
 */
export function recognizeFile({ head, name, extensions }: RecognizeFileInput): RecognizedFile {
  const container = detectContainer(head);
  if (!container) return { container, mediaType: ANY_TYPE, refusal: notMedia(name) };
  const mediaType = acceptedMediaType(name, container, extensions);
  const refusal = mediaType === undefined ? unlistedFile(name, extensions) : undefined;
  return { container, mediaType: mediaType ?? container.mediaType, refusal };
}

/** With this type PeerTube goes by the extension. */
const ANY_TYPE = 'application/octet-stream';

/**
 * The media type under which PeerTube takes a file of this name; `undefined` when it does not. A name whose extension is
 * not in the list is taken by the type of the content, if files of that type are.
 */
export function acceptedMediaType(
  name: string,
  container: ContainerType | undefined,
  extensions: readonly string[] = acceptedExtensions(),
): string | undefined {
  // Announced by the name where that is enough: browsers and detectors have other names for a type than PeerTube.
  if (extensions.includes(extensionOf(name))) return mediaTypeOf(name) || ANY_TYPE;
  return container && extensions.some((extension) => mediaTypeOf(extension) === container.mediaType)
    ? container.mediaType
    : undefined;
}

/** An extension of another kind of file: what PeerTube says late, in a 415. */
export const unlistedFile = (name: string, extensions: readonly string[] = acceptedExtensions()): UploadError =>
  new UploadError(`PeerTube does not take files like "${name}". It takes ${extensions.join(', ')}.`, {
    code: 'upload/unsupported-type',
  });

/** Content of another kind of file: what PeerTube says after the last byte, in a 422. */
export const notMedia = (name: string): UploadError =>
  new UploadError(
    `By its content "${name}" is neither a video nor a sound. Choose another file; with "inspect: false" PeerTube alone decides.`,
    { code: 'upload/unsupported-type' },
  );
