import { loadPart } from '../../http/load-part.js';
import type { HttpRequest } from '../../http/types.js';
import type { ContainerType } from '../../upload/inspect/detect-container.js';
import { acceptedMediaType } from '../../upload/inspect/recognize-file.js';
import type { StepOptions, UploadSource } from '../../upload/types.js';
import { getMe } from '../account/get-me.js';
import { getConfig } from '../instance/get-config.js';
import type { PeerTube } from '../request/create-peertube.js';
import { toFormData } from '../request/form-data.js';
import type { PeerTubeUser } from '../types/actor.js';
import type { PeerTubeConfig } from '../types/config.js';
import { checkFile, readMediaContainer } from './check-file.js';
import { checkVideoFields } from './check-video-fields.js';
import type { PeerTubeUploadResult } from './find-uploaded.js';
import { videoBody } from './video-body.js';
import type { PeerTubeVideoFields } from './video-fields.js';

export { uploadedFinder } from './find-uploaded.js';
export { keyNumber, markedFilename } from './marked-filename.js';

/** The video's fields, and more, as PeerTube takes them, and what it allows. */
export interface Announcement {
  /** Absent: no limit. */
  maxChunkBytes: number | undefined;
  /** The type that PeerTube knows such files by. */
  mediaType: string;
  /** Whether the channel is known to be one of the account's. */
  isOwnChannel: boolean;
  asForm(more?: Record<string, unknown>): FormData;
  asBody(more: Record<string, unknown>): Pick<HttpRequest, 'json' | 'body'>;
}

/** What {@link preflight} looks at. */
export interface PreflightInput extends StepOptions {
  fields: PeerTubeVideoFields;
  /** Look at content, extension and quota too. */
  inspect: boolean;
  /** The upload has begun: nothing is refused any more. */
  resuming: boolean;
}

/**
 * Refuses what PeerTube would refuse, before anything is announced: first by the fields, then by the file's content and
 * extension, then by quota.
 *
 * @throws UploadError `upload/invalid-metadata`, `upload/unsupported-type`, `upload/quota-exceeded`, `channel/not-found`.
 */
export async function preflight(
  peertube: PeerTube,
  source: UploadSource,
  { fields, inspect, resuming, signal }: PreflightInput,
): Promise<Announcement> {
  const isChecked = inspect && !resuming;
  checkVideoFields(fields);
  // Once the bytes are there, nothing may be missing.
  const extras = (fields.captions ?? fields.chapters) ? await videoExtras() : undefined;
  if (isChecked) await extras?.checkExtras(fields);
  const container = isChecked ? await readMediaContainer(source, { signal }) : undefined;
  const [config, me] = await Promise.all([getConfig(peertube, { signal }), getMe(peertube, { signal })]);
  if (isChecked) await checkFile(peertube, source, { container, config, me, signal });
  const { channelId = me.videoChannels[0]?.id } = fields;
  const [thumbnail, preview] = await images(fields, config);
  const body = videoBody(fields, channelId);
  const asForm = (more = {}) => toFormData({ ...body, ...more }, thumbnail, preview);
  return {
    mediaType: mediaTypeFor(source, container, config),
    isOwnChannel: me.videoChannels.some(({ id }) => id === channelId),
    // 0 means that the administrator has set none.
    maxChunkBytes: config.client?.videos?.resumableUpload?.maxChunkSize || undefined,
    asForm,
    // JSON cannot carry images.
    asBody: (more) => (thumbnail || preview ? { body: asForm(more) } : { json: { ...body, ...more } }),
  };
}

/** Pictures are rare, so what looks at them is loaded for them alone. */
async function images(fields: PeerTubeVideoFields, config: PeerTubeConfig): Promise<(Blob | undefined)[]> {
  if (!fields.thumbnail && !fields.preview) return [];
  return (await loadPart(import('./check-image.js'))).readyImages(fields, config);
}

/** Never the type that was sniffed or that a browser gave: PeerTube answers 415 to a name that it does not know a type by. */
export function mediaTypeFor(
  { name, type }: UploadSource,
  container: ContainerType | undefined,
  config: PeerTubeConfig,
): string {
  return acceptedMediaType(name, container, config.video?.file?.extensions) ?? (type || 'application/octet-stream');
}

/** Whether the video goes to a channel of the account itself, and not to one that another account shares with it. */
export async function isForOwnChannel(
  peertube: PeerTube,
  { channelId }: Pick<PeerTubeVideoFields, 'channelId'>,
  options: StepOptions,
): Promise<boolean> {
  if (channelId === undefined) return true;
  const { videoChannels, videoChannelCollaborations = [] }: PeerTubeUser & Shared = await getMe(peertube, options);
  const shared = videoChannelCollaborations.map((entry) => (entry.videoChannel ?? entry).id);
  return videoChannels.some(({ id }) => id === channelId) && !shared.includes(channelId);
}

/** What PeerTube 8 adds to an account: the channels that others share with it, which `getMe` lists beside its own. */
interface Shared {
  videoChannelCollaborations?: readonly { id?: number; videoChannel?: { id?: number } }[];
}

/** Captions and chapters are rare, so what sends them is loaded for them alone. */
const videoExtras = () => loadPart(import('./video-extras.js'));

/** Adds captions and chapters to the new video. May run twice. */
export async function addExtras(
  peertube: PeerTube,
  video: PeerTubeUploadResult,
  fields: PeerTubeVideoFields,
  options: StepOptions,
): Promise<void> {
  await (await videoExtras()).sendExtras(peertube, video, fields, options);
}
