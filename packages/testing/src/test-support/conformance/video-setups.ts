import { newVideo, transcodeNow, videoAt } from './new-video.js';
import type { Replay, Setup } from './setup.js';

const PUBLIC = '805be55a-462e-4d4b-92a4-ac6aef146372';
const WAITING = '99375ed8-5681-4ab5-8592-a48a78e7140c';

const names = (items: unknown) => (items as { name: string }[]).map((item) => item.name);

const LONG_DESCRIPTION = `Chapters:\r\n0:00 Start\r\n0:02 Middle\r\n0:04 End\r\n${'word '.repeat(80)}`;

async function finishTranscoding(run: Replay): Promise<void> {
  const { values } = run;
  await transcodeNow(run, videoAt(run, WAITING));
  await run.clock.advance(2000);
  await transcodeNow(run, videoAt(run, PUBLIC));
  const video = videoAt(run, PUBLIC);
  video.storyboard = 'storyboard.jpg';
  const [file] = video.playlist?.files ?? [];
  const fragmented = file?.name ?? '';
  values.set('a9614795-152e-4eca-98ec-8ca6d4ac1110-master.m3u8', video.playlist?.master ?? '');
  values.set('7a04c382-b439-41f5-959a-1a14ca79ba14-240-fragmented.mp4', fragmented);
  values.set('7a04c382-b439-41f5-959a-1a14ca79ba14-240.m3u8', fragmented.replace('-fragmented.mp4', '.m3u8'));
  values.set('520e71c6-35b2-4f12-b0df-93597aa3ca17.jpg', video.thumbnail);
  values.set('5a9456d3-1307-4b0b-8f1a-914bc1886164.jpg', video.preview);
  const secret = videoAt(run, WAITING);
  values.set('7cda2a57-b5bf-432f-9e04-354267d50805-master.m3u8', secret.playlist?.master ?? '');
}

export const videos: Setup = {
  users: { vid: { username: 'rec_vid_7427' }, vid2: {}, root: { role: 0 } },
  async prepare(run) {
    run.values.set('<video_password>', 'open sesame');
    await newVideo(run, { owner: 'rec_vid_7427', id: 1 });
    await newVideo(run, {
      owner: 'rec_vid_7427',
      id: 31,
      uuid: PUBLIC,
      published: false,
      fields: {
        name: 'Public one 7427',
        category: 15,
        licence: 1,
        language: 'en',
        description: LONG_DESCRIPTION,
        support: 'Support me',
        tags: ['sdk', 'test'],
        originallyPublishedAt: '2020-01-02T03:04:05.000Z',
      },
    });
    await newVideo(run, {
      owner: 'rec_vid_7427',
      id: 32,
      uuid: WAITING,
      published: false,
      fields: { name: 'Waits for its transcoding', waitTranscoding: true },
    });
    const later = await newVideo(run, { owner: 'root', id: 33 });
    later.publishedAt = '2020-01-01T00:00:00.000Z';
  },
  before: {
    'waitTranscoding=true while transcoding, owner': (run) => {
      for (const file of videoAt(run, WAITING).files) file.hasTorrent = true;
    },
    'get by uuid, transcoded': finishTranscoding,
  },
  partial: [
    'waitTranscoding=true while transcoding, owner',
    'get after update (unlisted now, owner)',
    'unlisted by uuid, anonymous',
    'get with a scheduled update',
    'private video, owner',
    'internal video, another logged-in user',
    'password protected, right password',
    'password protected, owner without password',
  ],
  digest: {
    'is it in the public list while transcoding?': ({ total, data }) => ({ total, names: names(data) }),
    'list with skipCount': ({ data }) => ({ n: names(data).length }),
    'list with filters': ({ total, data }) => ({ total, data: names(data) }),
    'search without a query': ({ total, data }) => ({ total, n: names(data).length }),
    'is the password protected video in the public list?': ({ total, data }) => ({
      total,
      listed: names(data).includes('Waits for its transcoding'),
    }),
    'file metadata': ({ format, streams, chapters }) => ({
      format: { '...': Object.keys(format as object) },
      streams: (streams as unknown[]).length,
      chapters,
    }),
  },
  bodyDiffers: {
    'source as owner': 'The fake keeps a part of what ffprobe tells; the fields beside `metadata` have their own test.',
  },
};

export const usersMe: Setup = {
  users: { me: { username: 'rec_me_7427' } },
  prepare: async (run) => {
    for (const user of run.fake.state.users) user.lastLoginDate = run.fake.isoNow();
    const fields = { name: 'Mine', privacy: 3, description: 'A private description' };
    await newVideo(run, { owner: 'rec_me_7427', id: 27, fields, published: false });
  },
  digest: { 'my videos with a search': ({ total, data }) => ({ total, data: names(data) }) },
};

export const views: Setup = {
  users: { view: {} },
  prepare: async (run) => {
    const fields = { name: 'Viewed' };
    await newVideo(run, { owner: 'view', id: 28, uuid: '9020d8d7-72b5-4ad8-85ef-4a18e954e387', fields });
    const secret = { owner: 'view', id: 29, uuid: '1b0de512-9783-4cbf-ab01-151682f654f7', fields: { privacy: 3 } };
    await newVideo(run, secret);
  },
  partial: ['video after several sessions: viewers and views', 'history'],
};

export const corsEmbedErrors: Setup = {
  users: { cors: { username: 'rec_cors_7427' } },
  prepare: async (run) => {
    const owner = 'rec_cors_7427';
    const fields = { name: 'Embed "me" <b>' };
    await newVideo(run, { owner, id: 1, uuid: '0568c9c9-a6ca-403d-92ac-11c49e24ea1a', fields });
    await newVideo(run, { owner, id: 2, uuid: '3593e65a-b8d0-4df8-8e75-0be697577072', fields: { privacy: 3 } });
  },
};
