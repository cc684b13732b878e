import { randomUuid } from '../../runtime/ids.js';
import { channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { transcode } from '../media/transcode.js';
import { adoptFile } from '../uploads/finish-upload.js';
import { type VideoState, VideoStates } from '../videos/state.js';
import { createVideo } from '../videos/video-fields.js';
import type { LiveSessionState, LiveState } from './state.js';

/**
 * The replay of a session: the live itself turned into a video, or a new video when the live is permanent
 * (docs/peertube §9). Its privacy is the replay's own.
 */
export async function makeReplay(
  fake: FakePeerTube,
  video: VideoState,
  live: LiveState,
  session: LiveSessionState,
): Promise<void> {
  const replay = live.permanentLive ? newVideoFor(fake, video, session) : turnedIntoReplay(video, session);
  session.replayVideoId = replay.id;
  replay.replayOf = session;
  replay.state = VideoStates.toTranscode;
  replay.duration = 0;
  replay.playlist = playlistOf(fake, replay, 0);
  await fake.clock.sleep(fake.features.live.timeline.replayProcessingMs, fake.lifetime);
  const key = await fake.liveMedia.record?.(video, session, fake.storage);
  const facts = key === undefined ? undefined : await fake.media.probe(fake.storage, key);
  if (key !== undefined && facts) {
    const sizeBytes = await fake.storage.size(key);
    adoptFile(fake, replay, facts, { key, filename: `${replay.name}.mp4`, sizeBytes });
    await transcode(fake, replay, facts);
    return;
  }
  const seconds = (Date.parse(session.endDate ?? session.startDate) - Date.parse(session.startDate)) / 1000;
  replay.duration = Math.max(1, Math.round(seconds));
  replay.playlist = playlistOf(fake, replay, 720);
  replay.state = VideoStates.published;
  replay.publishedAt = fake.isoNow();
  replay.updatedAt = replay.publishedAt;
}

function turnedIntoReplay(video: VideoState, session: LiveSessionState): VideoState {
  video.isLive = false;
  video.privacy = session.replayPrivacy ?? video.privacy;
  delete video.live;
  return video;
}

function newVideoFor(fake: FakePeerTube, video: VideoState, session: LiveSessionState): VideoState {
  const { category, licence, language, nsfw, description, support, tags, commentsPolicy } = video;
  const started = new Date(session.startDate).toLocaleString('en-US');
  const replay = createVideo(fake, channelOf(fake, video.channelId), {
    name: `${video.name} - ${started}`.slice(0, 120),
    privacy: session.replayPrivacy ?? video.privacy,
    ...{ category, licence, language, nsfw, description, support, tags, commentsPolicy },
  });
  replay.aspectRatio = video.aspectRatio;
  return replay;
}

/** Without ffmpeg a replay has the shape of one, but nothing to play. */
function playlistOf(fake: FakePeerTube, video: VideoState, height: number): NonNullable<VideoState['playlist']> {
  const name = `${randomUuid(fake.random)}-${height}-fragmented.mp4`;
  const file = {
    id: fake.nextId('file'),
    kind: 'hls' as const,
    name,
    key: `hls-${video.uuid}-${name}`,
    resolution: height,
    width: Math.round((height * 16) / 9),
    height,
    fps: 30,
    sizeBytes: 0,
    hasAudio: true,
    hasVideo: true,
    hasTorrent: true,
  };
  return {
    id: fake.nextId('playlistFiles'),
    master: `${randomUuid(fake.random)}-master.m3u8`,
    segmentsSha256: `${randomUuid(fake.random)}-segments-sha256.json`,
    files: height > 0 ? [file] : [],
    content: {},
  };
}
