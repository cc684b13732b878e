import { newVideo } from './new-video.js';
import type { Replay, Setup } from './setup.js';

const NORMAL = '497e7172-049f-494b-bb83-8cebe48fc024';
const PERMANENT = '326ca8da-2bc5-4356-beab-3ceeabdf54d1';
const WITHOUT_REPLAY = '2e77f283-a8f4-4501-8de1-a8318d054bc1';
const REPLAYS = ['a3e301b2-d7a7-47bb-8523-0eef3da22df9', '1908f4e7-793f-4ce0-be17-624692a31762'];

async function allGoLive({ fake, clock }: Replay): Promise<void> {
  for (const live of [NORMAL, PERMANENT, WITHOUT_REPLAY]) fake.goLive(live);
  await clock.advance(12_000);
}

/** The permanent one streams twice; the last end is the one that the next exchange sees fresh. */
async function allEnd({ fake, clock }: Replay): Promise<void> {
  fake.endLive(PERMANENT);
  fake.endLive(WITHOUT_REPLAY);
  await clock.advance(3000);
  fake.goLive(PERMANENT);
  await clock.advance(10_000);
  fake.endLive(NORMAL);
  await clock.advance(8000);
  fake.endLive(PERMANENT);
  await clock.advance(2000);
}

/** Until just before the second replay is published. */
async function replaysAreMade({ fake, clock }: Replay): Promise<void> {
  await clock.advance(301_000);
  const made = fake.state.videos.filter((video) => video.replayOf && video.uuid !== NORMAL);
  for (const [index, video] of made.entries()) video.uuid = REPLAYS[index] ?? video.uuid;
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

export const live: Setup = {
  users: { root: { role: 0 }, live: { channelId: 2 }, other: { channelId: 3 } },
  tokens: { root: ['<access_token_1>'], live: ['<access_token_2>'], other: ['<access_token_3>'] },
  features: { live: { maxUserLives: 3 } },
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
};

export const liveDisabled: Setup = {
  users: { dis: { channelId: 23 } },
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
};

export const liveExtra: Setup = {
  users: { livex: { channelId: 28 } },
  prepare: async (run) => void (await newVideo(run, { owner: 'livex', id: 1 })),
  before: {
    'delete a live while it streams': async ({ fake, clock }) => {
      fake.goLive('1ad90907-bc55-4967-99fe-7e8661e86938');
      await clock.advance(12_000);
    },
  },
};
