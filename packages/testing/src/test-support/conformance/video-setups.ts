import { newVideo, transcodeNow, videoAt } from './new-video.js';
import type { RecordedNames } from './recorded-names.js';
import type { Replay, Setup } from './setup.js';

const namesOf = (items: unknown) => (items as { name: string }[]).map((item) => item.name);

const LONG_DESCRIPTION = `Chapters:\r\n0:00 Start\r\n0:02 Middle\r\n0:04 End\r\n${'word '.repeat(80)}`;

async function finishTranscoding(run: Replay): Promise<void> {
  const { values, names } = run;
  const recorded = names.videos;
  const { public: first, waiting: second } = recorded;
  const order = recorded.newest === 'public' ? [second, first] : [first, second];
  for (const { uuid } of order) {
    await transcodeNow(run, videoAt(run, uuid));
    await run.clock.advance(2000);
  }
  const video = videoAt(run, recorded.public.uuid);
  video.storyboard = 'storyboard.jpg';
  const fragmented = video.playlist?.files[0]?.name ?? '';
  const mediaOf = (name: string) => name.replace('-fragmented.mp4', '.m3u8');
  values.set(recorded.master, video.playlist?.master ?? '');
  values.set(recorded.fragmented, fragmented);
  values.set(mediaOf(recorded.fragmented), mediaOf(fragmented));
  values.set(recorded.thumbnail, video.thumbnail);
  values.set(recorded.preview, video.preview);
  values.set(recorded.secretMaster, videoAt(run, recorded.waiting.uuid).playlist?.master ?? '');
}

export const videos = ({ users, videos: recorded }: RecordedNames): Setup => ({
  features: { transcoding: { webVideos: recorded.webVideos } },
  users: { vid: { username: users.vid }, vid2: {}, root: { role: 0 } },
  async prepare(run) {
    run.values.set('<video_password>', 'open sesame');
    await newVideo(run, { owner: users.vid, id: 1 });
    await newVideo(run, {
      owner: users.vid,
      ...recorded.public,
      published: false,
      fields: {
        name: recorded.name,
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
      owner: users.vid,
      ...recorded.waiting,
      published: false,
      fields: { name: 'Waits for its transcoding', waitTranscoding: true },
    });
    const later = await newVideo(run, { owner: 'root', id: recorded.waiting.id + 1 });
    later.publishedAt = '2020-01-01T00:00:00.000Z';
  },
  before: {
    'waitTranscoding=true while transcoding, owner': (run) => {
      for (const file of videoAt(run, recorded.waiting.uuid).files) file.hasTorrent = true;
    },
    'get by uuid, transcoded': finishTranscoding,
    // Captions were changed before: on 8.2 its name is another.
    'HLS master playlist': (run) =>
      void run.values.set(recorded.master, videoAt(run, recorded.public.uuid).playlist?.master ?? ''),
    // What the recorder of 8.2 met under this number was a private one; files/routes.test.ts has the public one.
    'file token of a public video': ({ fake }) => {
      for (const video of fake.state.videos) if (fake.version === '8.2.1' && video.id === 1) video.privacy = 3;
    },
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
    'is it in the public list while transcoding?': ({ total, data }) => ({ total, names: namesOf(data) }),
    'list with skipCount': ({ data }) => ({ n: namesOf(data).length }),
    'list with filters': ({ total, data }) => ({ total, data: namesOf(data) }),
    'search without a query': ({ total, data }) => ({ total, n: namesOf(data).length }),
    'is the password protected video in the public list?': ({ total, data }) => ({
      total,
      listed: namesOf(data).includes('Waits for its transcoding'),
    }),
    'file metadata': ({ format, streams, chapters }) => ({
      format: { '...': Object.keys(format as object) },
      streams: (streams as unknown[]).length,
      chapters,
    }),
  },
  // Whether the newest job had begun.
  momentary: { 'jobs while transcoding (admin)': ['body.data[0].finishedOn', 'body.data[0].processedOn'] },
  bodyDiffers: {
    'source as owner':
      'The fake keeps a part of the output of ffprobe; the fields beside `metadata` have their own test.',
  },
});

export const usersMe = ({ users, mine }: RecordedNames): Setup => ({
  users: { me: { username: users.me } },
  prepare: async (run) => {
    for (const user of run.fake.state.users) user.lastLoginDate = run.fake.isoNow();
    const fields = { name: 'Mine', tags: ['aa', 'bb'], privacy: 3, description: 'A private description' };
    await newVideo(run, { owner: users.me, id: mine, fields, published: false });
  },
  digest: { 'my videos with a search': ({ total, data }) => ({ total, data: namesOf(data) }) },
});

export const views = ({ views: recorded }: RecordedNames): Setup => ({
  users: { view: {} },
  prepare: async (run) => {
    const fields = { name: 'Viewed' };
    await newVideo(run, { owner: 'view', id: 28, uuid: recorded.public, fields });
    const secret = { owner: 'view', id: 29, uuid: recorded.secret, fields: { privacy: 3 } };
    await newVideo(run, secret);
  },
  partial: ['video after several sessions: viewers and views', 'history'],
});

export const corsEmbedErrors = ({ users, pages }: RecordedNames): Setup => ({
  users: { cors: { username: users.cors } },
  // The real one leaks the path on its disk.
  momentary: { '404 of a static file with Origin': ['body.detail'] },
  prepare: async (run) => {
    const owner = users.cors;
    const fields = { name: 'Embed "me" <b>' };
    await newVideo(run, { owner, id: 1, uuid: pages.public, fields });
    await newVideo(run, { owner, id: 2, uuid: pages.secret, fields: { privacy: 3 } });
  },
});
