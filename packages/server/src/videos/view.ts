import type { PiyakastVideo, VideoSource } from '@piyakast/sdk';
import type { MediaTokens } from '../auth/media-token.js';
import { mayManage, type Principal } from '../auth/principal.js';
import { POSTER, typeOfDerived } from '../copies/derived.js';
import type { VideoRow } from '../db/schema.js';

/** Where this server is found from outside, without trailing slashes. */
export interface Addresses {
  publicUrl: string;
  mediaUrl: string;
}

/** Whether the bytes are here, whole, and may be played from here. */
export function hasLocalFile(row: VideoRow): boolean {
  return row.receivedAt !== null && row.fileDeletedAt === null && row.state !== 'rejected';
}

/** A video as a principal may see it. */
export async function videoView(
  row: VideoRow,
  principal: Principal | undefined,
  addresses: Addresses,
  tokens: MediaTokens,
): Promise<PiyakastVideo> {
  const mine = mayManage(principal, row);
  return {
    id: row.id,
    url: `${addresses.publicUrl}/v/${row.id}`,
    name: row.name,
    description: row.description,
    category: row.category,
    language: row.language,
    tags: row.tags,
    privacy: row.privacy,
    nsfw: row.nsfw,
    channelId: row.peertubeChannelId ?? row.channelId,
    state: row.state,
    stage: row.state === 'publishing' ? STAGES[row.step] : null,
    problem: mine ? problemOf(row) : null,
    filename: row.filename,
    type: row.mediaType,
    sizeBytes: row.sizeBytes,
    receivedBytes: row.receivedBytes,
    publishedBytes: row.publishedBytes,
    duration: row.durationSeconds,
    poster:
      row.hasPoster && hasLocalFile(row)
        ? ((await localAddress(row, POSTER, principal, addresses, tokens)) ?? null)
        : row.peertubePosterUrl,
    localCopy: localCopyOf(row),
    sources: await sourcesOf(row, principal, addresses, tokens),
    mine,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

const STAGES = { send: 'sending', confirm: 'confirming', settle: 'transcoding' } as const;

/** Why a video waits or was refused; `final` when nothing happens until its owner acts. */
function problemOf(row: VideoRow): PiyakastVideo['problem'] {
  const { problemCode: code, problemDetail, nextAttemptAt } = row;
  if (code === null) return null;
  const isFinal = row.state === 'rejected' || nextAttemptAt === null;
  const retryAt = isFinal ? null : (nextAttemptAt?.toISOString() ?? null);
  return { code, detail: problemDetail ?? code, final: isFinal, retryAt };
}

async function sourcesOf(
  row: VideoRow,
  principal: Principal | undefined,
  addresses: Addresses,
  tokens: MediaTokens,
): Promise<VideoSource[]> {
  const sources: VideoSource[] = [];
  const { peertubeUrl, peertubeUuid, peertubeEmbedUrl } = row;
  if (row.state === 'published' && peertubeUrl !== null && peertubeUuid !== null && peertubeEmbedUrl !== null) {
    sources.push({ kind: 'peertube', instanceUrl: peertubeUrl, uuid: peertubeUuid, embedUrl: peertubeEmbedUrl });
  }
  if (!hasLocalFile(row)) return sources;
  const file = localFileOf(row);
  const url = await localAddress(row, file.name, principal, addresses, tokens);
  if (url !== undefined) sources.push({ kind: 'file', url, type: file.type });
  return sources;
}

/** The local file to offer: the form that browsers play, else the original. */
export function localFileOf({ copyState, copyName, mediaType }: VideoRow): { name: string | undefined; type: string } {
  if (copyState !== 'made' || copyName === null) return { name: undefined, type: mediaType };
  return { name: copyName, type: typeOfDerived(copyName) };
}

/** The address of a local file, or of one that was made of it; with a token where strangers may not have it. */
async function localAddress(
  row: VideoRow,
  name: string | undefined,
  principal: Principal | undefined,
  addresses: Addresses,
  tokens: MediaTokens,
): Promise<string | undefined> {
  const url = `${addresses.mediaUrl}/media/${row.id}${name === undefined ? '' : `/${name}`}`;
  if (row.privacy === 'public' || row.privacy === 'unlisted') return url;
  const allowed = mayManage(principal, row) || (row.privacy === 'internal' && principal !== undefined);
  return allowed ? `${url}?t=${await tokens.create(row.id)}` : undefined;
}

const COPY_WORDS = {
  plays: 'plays',
  made: 'plays',
  preparing: 'preparing',
  failed: 'original',
  original: 'original',
} as const;

/** Whether browsers play what is here; null when nothing is. */
function localCopyOf(row: VideoRow): PiyakastVideo['localCopy'] {
  if (!hasLocalFile(row)) return null;
  return row.copyState === null ? 'preparing' : COPY_WORDS[row.copyState];
}
