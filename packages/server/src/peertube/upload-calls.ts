import { peertubeProtocol, uploadedFinder } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import type { PeerTubeIds } from '../db/schema.js';
import type { Account } from './account.js';
import type { BegunUpload, PeerTubeGateway, RemoteUpload } from './gateway.js';
import { ignoreMissing, present } from './remote-values.js';

/** How long an upload may stand still before it counts as failed; the video plays from here and comes back later. */
const STALL_TIMEOUT_MS = 20_000;
/** How long an upload waits for the answer to its last byte; afterwards the video is asked for now and then. */
const PROCESSING_TIMEOUT_MS = 20_000;
/** How often, and how far apart, the account is asked for a video before it counts as not there. */
const LOOKS = 3;
const LOOK_PAUSE_MS = 1000;

/** The most that PeerTube lists at once. */
const PAGE = 100;
/** The SDK writes the key into the name of the file; keys of this server are ids of videos. */
const MARKED = /\.piya-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[^.]*)?$/;

type UploadCalls = Pick<PeerTubeGateway, 'upload' | 'uploadState' | 'findUpload' | 'withdrawUpload' | 'uploads'>;

/** Sending files, and finding out what became of them. */
export function uploadCalls({ client, signedIn, signal: stopping }: Account): UploadCalls {
  /** One for the whole life of the server, so that a video that is not the one is asked for once. */
  const finder = uploadedFinder(client.context.http);
  const findUpload = async (key: string, begun: BegunUpload): Promise<PeerTubeIds | undefined> => {
    await signedIn();
    const found = await finder(key, begun);
    return found && { id: found.id, uuid: found.uuid, shortUUID: found.shortUUID };
  };

  return {
    async upload({ key, file, fields, waitTranscoding, records, onProgress, signal }) {
      const { uploads } = await signedIn();
      const source = await fileSource(file.path, { name: file.name, type: file.mediaType });
      const { name = file.name, ...rest } = present(fields);
      // PeerTube checks type and quota when the upload is announced, before any byte: asking first would only add requests.
      const options = { ...rest, name, waitTranscoding, key, records, onProgress, signal, inspect: false };
      const patience = { stallTimeoutMs: STALL_TIMEOUT_MS, processingTimeoutMs: PROCESSING_TIMEOUT_MS };
      const { id, uuid, shortUUID } = await uploads.upload(source, { ...options, ...patience }).done;
      return { id, uuid, shortUUID };
    },

    async uploadState(record, begun) {
      const { context } = await signedIn();
      const { kind } = await peertubeProtocol(context, { name: begun.name }).status(record, {
        signal: stopping,
      });
      if (kind === 'processing' || kind === 'incomplete') return { kind };
      for (let look = 0; look < LOOKS; look++) {
        if (look > 0) await context.clock.sleep(LOOK_PAUSE_MS, stopping);
        const ids = await findUpload(record.key, begun);
        if (ids !== undefined) return { kind: 'made', ids };
      }
      return { kind: 'unknown' };
    },
    findUpload,
    async uploads(known) {
      const { account, videos } = await signedIn();
      const found: RemoteUpload[] = [];
      for (let start = 0; ; start += PAGE) {
        const { data } = await account.videos({ start, count: PAGE, sort: '-createdAt', isLive: false });
        for (const { uuid, name } of data) {
          // An import has no source, and so no key.
          const source = known.has(uuid) ? undefined : await videos.source(uuid).catch(ignoreMissing);
          found.push({ uuid, name, key: MARKED.exec(source?.inputFilename ?? '')?.[1] });
        }
        if (data.length < PAGE) return found;
      }
    },
    async withdrawUpload(key, begun) {
      return (await signedIn()).uploads.withdraw(key, begun);
    },
  };
}
