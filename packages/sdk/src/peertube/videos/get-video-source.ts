import { askSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { ownedVideoRequest } from './video-request.js';

/** What the owner uploaded. */
export interface PeerTubeVideoSource {
  /** The name it was uploaded with. */
  inputFilename: string;
  /** Bytes. */
  size?: number;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  /** Frames in a second. */
  fps?: number;
  /** `null` unless the instance keeps originals. */
  fileDownloadUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
}

/**
 * The uploaded file's facts; owner and administrators only.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/forbidden`; {@link HttpError} `video/not-found`, also where
 * there is no source.
 * @see PeerTube REST API, "Get video source file metadata"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideoSource } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { inputFilename, size } = await getVideoSource(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(inputFilename, size, 'bytes');
 * ```
 */
export async function getVideoSource(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeVideoSource> {
  type Raw = PeerTubeVideoSource & { filename?: string };
  const source = await askSigned<Raw>(peertube, 'GET /videos/:id/source', ownedVideoRequest(id, options));
  // `filename` alone before 6.1; gone in later versions.
  return { ...source, inputFilename: source.inputFilename ?? source.filename };
}
