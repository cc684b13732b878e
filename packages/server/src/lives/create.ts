import { isPiyaError, type StreamRequest } from '@piyakast/sdk';
import type { PeerTubeIds, StreamRow } from '../db/schema.js';
import type { RemoteLiveSettings } from '../peertube/gateway.js';
import { remoteFields } from '../peertube/remote-fields.js';
import { checkPasswords } from '../videos/metadata.js';
import { type LiveDeps, noInstance } from './deps.js';
import { insertStream } from './rows.js';

/** Where a sealed key belongs; it does not open in another row. */
export const keyContext = (id: string): string => `stream-key:${id}`;

/**
 * Makes a live at PeerTube and its row. Nothing is left half-made: what has no row is deleted at PeerTube, now or later.
 *
 * @throws What PeerTube refuses, and NetworkError; then there is no live.
 */
export async function createAtPeerTube(
  deps: LiveDeps,
  { id, ownerId, request }: { id: string; ownerId: string; request: StreamRequest },
): Promise<StreamRow> {
  const { gateway, box, categoryMap } = deps;
  const { fields, settings } = withDefaults(request);
  const { videoPasswords } = request;
  checkPasswords({ privacy: fields.privacy, ...(videoPasswords ? { videoPasswords } : {}) });
  const sealed = videoPasswords ? box.seal(JSON.stringify(videoPasswords), `passwords:${id}`) : null;
  const channelId = request.channelId ?? null;
  const remote = await remoteFields(
    { ...fields, id, channelId, videoPasswords: sealed },
    { gateway, box, categoryMap },
  );
  const leftover = { name: request.name, createdAfterMs: Date.now(), url: gateway.url };
  let ids: PeerTubeIds;
  try {
    ids = await gateway.createLive({ ...remote, ...settings });
  } catch (error) {
    await cleanUpAfterSilence(deps, leftover, error);
    throw error;
  }
  try {
    return await insertRow(deps, ids, { ...fields, ...settings, id, ownerId, videoPasswords: sealed });
  } catch (error) {
    await gateway.deleteVideo(ids.uuid).catch((reason: unknown) => {
      deps.log.warn({ err: reason }, 'a half-made live will be removed at PeerTube later');
      return deps.cleanUpLater(leftover);
    });
    await cleanUpAfterSilence(deps, leftover, error);
    throw error;
  }
}

/** Without an answer it is not known whether PeerTube made something. */
async function cleanUpAfterSilence(
  deps: LiveDeps,
  leftover: { name: string; createdAfterMs: number; url: string },
  error: unknown,
): Promise<void> {
  if (isPiyaError(error) && error.code.startsWith('network/')) await deps.cleanUpLater(leftover);
}

async function insertRow(
  { db, gateway, box }: LiveDeps,
  ids: PeerTubeIds,
  known: ReturnType<typeof withDefaults>['fields'] &
    RemoteLiveSettings & {
      id: string;
      ownerId: string;
      videoPasswords: string | null;
    },
): Promise<StreamRow> {
  const [live, video] = await Promise.all([gateway.live(ids.uuid), gateway.video(ids.uuid)]);
  if (live === undefined || video === undefined) throw noInstance('PeerTube lost the live that it just made.');
  return insertStream(db, {
    ...known,
    replayPrivacy: known.replayPrivacy ?? null,
    state: 'waiting',
    peertubeUrl: gateway.url,
    peertubeId: video.id,
    peertubeUuid: video.uuid,
    peertubeEmbedUrl: video.embedUrl,
    peertubeChannelId: video.channelId,
    rtmpUrl: live.rtmpUrl,
    rtmpsUrl: live.rtmpsUrl,
    streamKey: box.seal(live.streamKey, keyContext(known.id)),
    nextCheckAt: new Date(),
  });
}

/** What a request leaves out. Privacy is always sent: PeerTube's own default is private. */
function withDefaults(request: StreamRequest) {
  const settings: RemoteLiveSettings = {
    permanentLive: request.permanentLive ?? false,
    saveReplay: request.saveReplay ?? true,
    latencyMode: request.latencyMode ?? 'default',
    replayPrivacy: request.replayPrivacy,
    scheduledAt: request.scheduledAt ? new Date(request.scheduledAt) : null,
    dvrWindow: request.dvrWindow ?? null,
  };
  const fields = {
    name: request.name,
    description: request.description ?? null,
    category: request.category ?? null,
    language: request.language ?? null,
    tags: request.tags ?? [],
    privacy: request.privacy ?? ('public' as const),
    nsfw: request.nsfw ?? false,
  };
  return { fields, settings };
}
