import { createSyntheticMedia, tinyVideo } from '@piyakast/testing';
import type { PeerTubeClient } from '../peertube/client/peertube-client.js';
import type { PeerTubeUploadOptions } from '../peertube/uploads/upload-video.js';
import { type FakeInstance, fakeInstance } from './fake-instance.js';

/** A video on the fake that is ready to be watched. */
export async function uploaded(
  { fake, clock }: Pick<FakeInstance, 'fake' | 'clock'>,
  client: PeerTubeClient,
  options: Partial<PeerTubeUploadOptions> = {},
  seed = 1,
): Promise<{ id: number; uuid: string; shortUUID: string }> {
  const { data } = await client.account.videos({ count: 100 });
  const name = options.name ?? `video ${data.length + 1}`;
  const file = new File([tinyVideo(1_000, seed)], 'clip.mp4', { type: 'video/mp4' });
  const { id, uuid, shortUUID } = await client.uploads.upload(file, { privacy: 'public', ...options, name }).done;
  await clock.advance(60_000);
  await fake.idle();
  return { id, uuid, shortUUID };
}

/** An instance with a video, its owner, another user and a visitor. */
export async function withVideo(options: Partial<PeerTubeUploadOptions> = {}) {
  const instance = fakeInstance({ accounts: [{}, { username: 'other' }], media: createSyntheticMedia() });
  const client = await instance.signedIn();
  const video = await uploaded(instance, client, options);
  const other = instance.client();
  const account = instance.fake.accounts[1];
  await other.auth.signIn({ username: 'other', password: account?.password ?? '' });
  return { ...instance, client, other, visitor: instance.client(), video };
}
