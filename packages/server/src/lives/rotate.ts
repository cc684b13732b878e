import { LiveError } from '@piyakast/sdk';
import type { StreamRow } from '../db/schema.js';
import { keyContext } from './create.js';
import type { LiveDeps } from './deps.js';
import { changeStream, findStream } from './rows.js';

/**
 * Gives a live another key, behind the same id and address: PeerTube cannot change a key, so it becomes another live there.
 * The row has the new key before the old live is deleted; a rotation that was cut off is finished by the next one.
 *
 * @throws {@link LiveError} `live/already-started` while a broadcast or its replay would be lost; what PeerTube refuses.
 */
export async function rotateKey({ db, gateway, box, log }: LiveDeps, row: StreamRow): Promise<StreamRow> {
  const { id } = row;
  await gateway.rotateLiveKey({ uuid: row.peertubeUuid, retiring: row.retiringUuid }, async ({ uuid, retiring }) => {
    if (retiring === null) return void (await changeStream(db, id, { retiringUuid: null }));
    const [live, video] = await Promise.all([gateway.live(uuid), gateway.video(uuid)]);
    if (!live || !video) throw new LiveError('PeerTube lost the live that it just made.', { code: 'live/not-found' });
    await changeStream(db, id, {
      peertubeId: video.id,
      peertubeUuid: video.uuid,
      peertubeEmbedUrl: video.embedUrl,
      rtmpUrl: live.rtmpUrl,
      rtmpsUrl: live.rtmpsUrl,
      streamKey: box.seal(live.streamKey, keyContext(id)),
      retiringUuid: retiring,
      earlierReplays: row.replays,
      nextCheckAt: new Date(),
    });
  });
  log.info({ event: 'stream.key-rotated', streamId: id }, 'a live got another key');
  return (await findStream(db, id)) ?? row;
}
