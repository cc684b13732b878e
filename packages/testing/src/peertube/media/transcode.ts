import { randomUuid } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { type VideoState, VideoStates } from '../videos/state.js';
import { fileState } from './file-state.js';
import type { HlsNames, MediaFacts, PackagedHls } from './media.js';

/**
 * From state 2 to state 1: HLS replaces the original, as on an instance with web videos off. Where no HLS can be made the
 * original stays in `files`. Lower resolutions follow one by one, when the video plays already. A video that is deleted
 * meanwhile leaves nothing behind.
 */
export async function transcode(fake: FakePeerTube, video: VideoState, facts: MediaFacts): Promise<void> {
  const isGone = () => !fake.state.videos.includes(video);
  try {
    await makeImages(fake, video, isGone);
    if (fake.features.transcodingMs > 0) await fake.clock.sleep(fake.features.transcodingMs);
    await addResolution(fake, video, facts, isGone);
    if (isGone()) return;
    video.state = VideoStates.published;
  } catch (error) {
    if (isGone()) return;
    console.error(`fake PeerTube: video ${video.uuid} cannot be transcoded`, error);
    video.state = VideoStates.transcodingFailed;
  }
  video.publishedAt = fake.isoNow();
  video.updatedAt = video.publishedAt;
  await fake.changed();
  if (fake.rules.videos.audioOnlyFile && facts.hasAudio) fake.later(addAudioOnly(fake, video, facts, isGone));
  if (!video.playlist) return;
  for (const height of lowerHeights(fake, facts)) {
    await addResolution(fake, video, scaled(facts, height), isGone);
    await fake.changed();
  }
}

async function makeImages(fake: FakePeerTube, video: VideoState, isGone: () => boolean): Promise<void> {
  const { source } = video;
  if (!source) return;
  for (const file of video.files) file.hasTorrent = true;
  const image = await fake.media.thumbnail?.(fake.storage, source.key);
  if (!image || isGone()) return;
  await fake.storage.write(video.thumbnail, 0, image);
  await fake.storage.write(video.preview, 0, image);
}

const lowerHeights = ({ features }: FakePeerTube, { height }: MediaFacts): number[] =>
  features.transcoding.resolutions.filter((one) => one < height).sort((one, other) => other - one);

/** The same picture, smaller; the width is even, as H.264 wants it. */
const scaled = (facts: MediaFacts, height: number): MediaFacts => ({
  ...facts,
  height,
  width: Math.round((facts.width * height) / facts.height / 2) * 2,
});

async function addResolution(
  fake: FakePeerTube,
  video: VideoState,
  facts: MediaFacts,
  isGone: () => boolean,
): Promise<void> {
  const { source } = video;
  if (!source || isGone()) return;
  const name = `${randomUuid(fake.random)}-${facts.height}`;
  const names = {
    master: `${randomUuid(fake.random)}-master.m3u8`,
    media: `${name}.m3u8`,
    fragmented: `${name}-fragmented.mp4`,
    fragmentedKey: `hls-${video.uuid}-${name}.mp4`,
  };
  const hls = await fake.media.packageHls?.(fake.storage, source.key, facts, names);
  if (isGone()) return fake.storage.remove(names.fragmentedKey);
  if (hls) publishHls(fake, video, facts, names, hls);
}

/**
 * An MP4 without a picture, made for podcasts a little after the publication (8.2 §7). It is no quality to offer.
 *
 * Here its bytes are those of the source.
 */
async function addAudioOnly(
  fake: FakePeerTube,
  video: VideoState,
  facts: MediaFacts,
  isGone: () => boolean,
): Promise<void> {
  await fake.clock.sleep(fake.features.transcoding.audioOnlyMs, fake.lifetime);
  const { source } = video;
  if (!source || isGone()) return;
  const file = fileState(
    fake,
    { ...facts, width: 0, height: 0, fps: 0, hasVideo: false },
    { kind: 'web-video', name: `${randomUuid(fake.random)}-0.mp4`, key: source.key, sizeBytes: source.sizeBytes },
  );
  video.files = [...video.files, file];
  await fake.changed();
}

/** Each resolution gives the master playlist a new name, and nothing answers at the old one any more: players must ask again. */
function publishHls(fake: FakePeerTube, video: VideoState, facts: MediaFacts, names: HlsNames, hls: PackagedHls): void {
  const before = video.playlist?.files.length ? video.playlist : undefined;
  const segmentsSha256 = `${randomUuid(fake.random)}-segments-sha256.json`;
  const file = fileState(fake, facts, {
    kind: 'hls',
    name: names.fragmented,
    key: names.fragmentedKey,
    sizeBytes: hls.sizeBytes,
  });
  const { [before?.master ?? '']: oldMaster, [before?.segmentsSha256 ?? '']: _, ...kept } = before?.content ?? {};
  video.playlist = {
    id: before?.id ?? fake.nextId('playlistFiles'),
    master: names.master,
    segmentsSha256,
    files: [...(before?.files ?? []), file],
    content: {
      ...kept,
      ...hls.content,
      [names.master]: { text: joined(textOf(oldMaster), textOf(hls.content[names.master])) },
      [segmentsSha256]: { text: '{}' },
    },
  };
  if (!fake.features.transcoding.webVideos) video.files = [];
}

const textOf = (entry: PackagedHls['content'][string] | undefined): string =>
  entry && 'text' in entry ? entry.text : '';

/** One master playlist with the variants of both. */
function joined(master: string, added: string): string {
  if (master === '') return added;
  return `${master.trimEnd()}\n${added.slice(added.indexOf('#EXT-X-STREAM-INF'))}`;
}
