import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerTubeClient, PeerTubeUploadOptions, PeerTubeVideoDetails } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { makeClip } from '../support/clips.js';
import { type createdVideos, ownChannelId } from './instance.js';

/** How long a small file may take until it plays: PeerTube makes one after the other. */
export const PLAYABLE_MS = 600_000;

/** Sends a clip of the given length and waits until it plays. Public, and named by chance, unless `fields` says otherwise. */
export async function ownVideo(
  client: PeerTubeClient,
  created: ReturnType<typeof createdVideos>,
  { seconds = 6, ...fields }: Partial<PeerTubeUploadOptions> & { seconds?: number } = {},
): Promise<PeerTubeVideoDetails> {
  const folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
  try {
    const clip = await makeClip(join(folder, 'clip.mp4'), { seconds });
    const { uuid } = await client.uploads.upload(await fileSource(clip), {
      name: `test ${randomUUID()}`,
      channelId: await ownChannelId(client),
      privacy: 'public',
      ...fields,
    }).done;
    created.add(uuid);
    await client.uploads.waitUntilPlayable(uuid, { timeoutMs: PLAYABLE_MS });
    return await client.videos.get(uuid, { fresh: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How a call failed. */
export async function failureOf(call: Promise<unknown>): Promise<{ code?: string; status?: number; message: string }> {
  try {
    await call;
  } catch (error) {
    return error as { code?: string; status?: number; message: string };
  }
  throw new Error('A failure was expected and there was none.');
}

/** What one master playlist plays: its first media playlist and the first bytes of its first file. */
export async function playHls(master: string, headers: Record<string, string> = {}): Promise<number> {
  const read = async (url: string) => {
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
    return answer.text();
  };
  const firstOf = (playlist: string, from: string) => {
    const line = playlist.split('\n').find((one) => one.trim() !== '' && !one.startsWith('#'));
    if (line === undefined) throw new Error('The playlist is empty.');
    return new URL(line.trim(), from).href;
  };
  const media = firstOf(await read(master), master);
  const segment = firstOf(await read(media), media);
  const answer = await fetch(segment, { headers: { ...headers, range: 'bytes=0-999' } });
  if (answer.status !== 206) throw new Error(`${new URL(segment).pathname} answered ${answer.status}`);
  return (await answer.arrayBuffer()).byteLength;
}
