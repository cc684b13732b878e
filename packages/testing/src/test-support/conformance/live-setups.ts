import { newVideo } from './new-video.js';
import type { RecordedNames } from './recorded-names.js';
import type { Replay, Setup } from './setup.js';

async function allGoLive({ fake, clock, names: { lives } }: Replay): Promise<void> {
  for (const live of [lives.normal, lives.permanent, lives.withoutReplay]) fake.goLive(live);
  await clock.advance(12_000);
}

/** The permanent one streams twice; the last end is the one that the next exchange sees fresh. */
async function allEnd({ fake, clock, names: { lives } }: Replay): Promise<void> {
  fake.endLive(lives.permanent);
  fake.endLive(lives.withoutReplay);
  await clock.advance(3000);
  fake.goLive(lives.permanent);
  await clock.advance(10_000);
  fake.endLive(lives.normal);
  await clock.advance(8000);
  fake.endLive(lives.permanent);
  await clock.advance(2000);
}

/** Until just before the second replay is published. */
async function replaysAreMade({ fake, clock, names: { lives } }: Replay): Promise<void> {
  await clock.advance(301_000);
  const made = fake.state.videos.filter((video) => video.replayOf && video.uuid !== lives.normal);
  for (const [index, video] of made.entries()) video.uuid = lives.replays[index] ?? video.uuid;
}

const summary = (video: Record<string, unknown>) => {
  const {
    state,
    isLive,
    duration,
    viewers,
    views,
    publishedAt,
    name,
    privacy,
    aspectRatio,
    files,
    streamingPlaylists,
  } = video;
  const playlists = (streamingPlaylists as Record<string, unknown>[]).map(
    ({ type, playlistUrl, segmentsSha256Url }) => ({
      type,
      playlistUrl,
      segmentsSha256Url,
      files: 0,
    }),
  );
  const { id } = privacy as { id: number };
  return {
    ...{ state, isLive, duration, viewers, views, publishedAt, name, aspectRatio },
    privacy: id,
    files: (files as unknown[]).length,
    streamingPlaylists: playlists,
  };
};

export const live = ({ channels, liveTokens, maxUserLives }: RecordedNames): Setup => ({
  users: { root: { role: 0 }, live: { channelId: channels.live }, other: { channelId: channels.other } },
  tokens: { root: [liveTokens.root], live: [liveTokens.live], other: [liveTokens.other] },
  features: { live: { maxUserLives } },
  before: {
    'get live video while streaming, anonymous': allGoLive,
    'get live video just after the end (normal, replay pending)': allEnd,
    'replay of the normal live: same video id, no longer live': replaysAreMade,
  },
  partial: ['list public videos with isLive=true while streaming', 'my videos with isLive=true while streaming'],
  digest: {
    'get live video while streaming, after a view (viewers)': summary,
    'permanent live after its streams': summary,
    'ended normal live without replay after cleanup': summary,
  },
});

export const liveDisabled = ({ channels }: RecordedNames): Setup => ({
  users: { dis: { channelId: channels.dis } },
  features: { live: { enabled: false } },
  before: {
    'create with saveReplay while replays are not allowed': ({ fake }) =>
      void Object.assign(fake.features.live, { enabled: true, allowReplay: false }),
    'create with latencyMode while the latency setting is disabled': ({ fake }) =>
      void Object.assign(fake.features.live, { allowReplay: true, latencySetting: false }),
    'create while the instance limit is reached': ({ fake }) =>
      void Object.assign(fake.features.live, { latencySetting: true, maxInstanceLives: 0 }),
  },
  partial: ['config while lives are disabled'],
});

export const liveExtra = ({ channels, lives }: RecordedNames): Setup => ({
  users: { livex: { channelId: channels.livex } },
  prepare: async (run) => void (await newVideo(run, { owner: 'livex', id: 1 })),
  before: {
    'delete a live while it streams': async ({ fake, clock }) => {
      fake.goLive(lives.deleted);
      await clock.advance(12_000);
    },
  },
});
