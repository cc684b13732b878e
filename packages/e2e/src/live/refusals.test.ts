import { randomUUID } from 'node:crypto';
import type { PeerTubeClient } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administratorOrUser,
  clientOf,
  createdVideos,
  instance,
  isPeerTube8,
  ownChannelId,
  signedIn,
} from './instance.js';
import { intercepted } from './intercepted.js';
import { signInPatiently } from './login-patience.js';
import { failureOf } from './own-video.js';
import { LANGUAGES, speaking } from './speaking.js';

const UNKNOWN_CHANNEL = 999_999_999;
const FILE = new File([new Uint8Array(4_096)], 'refused.mp4', { type: 'video/mp4', lastModified: 1 });

describe('refusals of the real instance, in every language', () => {
  let client: PeerTubeClient;
  let foreignChannelId: number;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    const { account } = await client.account.me();
    const { data } = await client.context.http.json<{
      data: { id: number; isLocal: boolean; ownerAccount: { name: string } }[];
    }>({
      path: '/api/v1/video-channels',
      query: { count: 100 },
    });
    const foreign = data.find(({ isLocal, ownerAccount }) => isLocal && ownerAccount.name !== account.name);
    if (!foreign)
      throw new Error('The instance has no channel of another account: its administrator has one as a rule.');
    foreignChannelId = foreign.id;
  });
  afterAll(() => created.removeAll());

  it.each(LANGUAGES)(
    'a channel that is unknown or of another account is named, in uploads and lives (%s)',
    async (language) => {
      const polyglot = await signedIn({ fetch: speaking(language) });
      for (const channelId of [UNKNOWN_CHANNEL, foreignChannelId]) {
        const name = `refused ${randomUUID()}`;
        const live = polyglot.live.create({ name, channelId });
        expect(await failureOf(live)).toMatchObject({ code: 'channel/not-found' });
        const upload = polyglot.uploads.upload(FILE, { name, channelId, inspect: false });
        expect(await failureOf(upload.done)).toMatchObject({
          ...{ code: 'channel/not-found', field: 'channelId', retryable: false },
        });
      }
    },
  );

  it('an unknown channel of an upload is found out with one request', async () => {
    const { fetch, transcript } = intercepted((request, pass) => pass(request));
    const noted = await signedIn({ fetch });
    const upload = noted.uploads.upload(FILE, { name: 'refused', channelId: UNKNOWN_CHANNEL, inspect: false });
    await expect(upload.done).rejects.toMatchObject({ code: 'channel/not-found' });
    expect(transcript).toHaveLength(1);
  });

  it.each(LANGUAGES)('what a live may not have, and what is not there, have the same code (%s)', async (language) => {
    const polyglot = await signedIn({ fetch: speaking(language) });
    const channelId = await ownChannelId(client);
    const nowhere = randomUUID();
    expect(await failureOf(polyglot.videos.get(nowhere))).toMatchObject({ code: 'video/not-found' });
    expect(await failureOf(polyglot.live.get(nowhere))).toMatchObject({ code: 'live/not-found' });
    expect(await failureOf(polyglot.channels.get(`no_${nowhere.slice(0, 8)}`))).toMatchObject({
      code: 'channel/not-found',
    });
    const name = `secret ${randomUUID()}`;
    const secret = { name, channelId, privacy: 'password', videoPasswords: ['open sesame'] } as const;
    const { uuid } = await client.live.create(secret);
    created.add(uuid);
    const stranger = clientOf({ fetch: speaking(language) });
    expect(await failureOf(stranger.videos.get(uuid))).toMatchObject({ code: 'video/password-required' });
    expect(await failureOf(stranger.videos.get(uuid, { password: 'wrong' }))).toMatchObject({
      code: 'video/password-incorrect',
    });
  });

  it('a password that is asked for neither refreshes nor ends a session', async () => {
    const { client: admin } = await administratorOrUser();
    const name = `secret ${randomUUID()}`;
    const secret = {
      name,
      channelId: await ownChannelId(admin),
      privacy: 'password',
      videoPasswords: ['open sesame'],
    } as const;
    const { uuid } = await admin.live.create(secret);
    try {
      const asked: string[] = [];
      const noted = await signedIn({
        fetch: (input, init) => {
          asked.push(new URL(new Request(input, init).url).pathname);
          return fetch(input, init);
        },
      });
      const read = noted.videos.get(uuid);
      const { id } = await noted.account.me();
      if ((await admin.account.me()).id === id) {
        expect((await read).uuid).toBe(uuid);
      } else {
        expect(await failureOf(read)).toMatchObject({ code: 'video/password-required' });
      }
      expect(asked).not.toContain('/api/v1/users/token');
      expect(await noted.auth.session()).toBeDefined();
      expect((await noted.account.me({ fresh: true })).id).toBe(id);
    } finally {
      await admin.videos.delete(uuid);
    }
  });

  it('a wrong password of the account is named, though PeerTube 8 says it in other words', async () => {
    const refusals: string[] = [];
    const stranger = clientOf({ fetch: speaking('zh-CN', refusals) });
    const signIn = () => stranger.auth.signIn({ username: instance.username, password: randomUUID() });
    expect(await failureOf(signInPatiently(signIn))).toMatchObject({ code: 'auth/invalid-credentials' });
    const isTranslated = refusals.some((text) => /\p{Script=Han}/u.test(text));
    expect(isTranslated).toBe(await isPeerTube8(client));
  });
});
