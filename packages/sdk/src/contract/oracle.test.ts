import { createFakePeerTube, PEERTUBE_VERSIONS, STOCK_CATEGORIES } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import { credentialsOf } from '../test-support/fake-instance.js';
import { CATEGORIES } from './categories.js';
import {
  CHANNEL_LIMITS,
  DEFAULT_MAX_CAPTION_BYTES,
  DEFAULT_MAX_IMAGE_BYTES,
  type LengthLimit,
  maxImageBytes,
  VIDEO_LIMITS,
} from './limits.js';
import { acceptedExtensions, CAPTION_EXTENSIONS } from './media-types.js';
import { PRIVACIES } from './privacy.js';

// The fake keeps its own facts, replayed against what real instances answered: here the contract is held to them.

async function signedIn(version: (typeof PEERTUBE_VERSIONS)[number]) {
  const rateLimit = { api: { max: 10_000, windowMs: 10_000 }, login: { max: 1_000, windowMs: 300_000 } };
  const fake = createFakePeerTube({ version, features: { rateLimit } });
  const client = new PeerTubeClient({ url: fake.url, fetch: (input, init) => fake.fetch(new Request(input, init)) });
  await client.auth.signIn(credentialsOf(fake));
  const [channel] = (await client.account.me()).videoChannels;
  return { client, channelId: channel?.id ?? 0 };
}

const videoFields: [name: string, limit: LengthLimit, fieldsOf: (text: string) => object][] = [
  ['name', VIDEO_LIMITS.name, (name) => ({ name })],
  ['description', VIDEO_LIMITS.description, (description) => ({ description })],
  ['support', VIDEO_LIMITS.support, (support) => ({ support })],
  ['tag', VIDEO_LIMITS.tag, (tag) => ({ tags: [tag] })],
  ['password', VIDEO_LIMITS.password, (password) => ({ privacy: 5, videoPasswords: [password] })],
];

describe.each(PEERTUBE_VERSIONS)('PeerTube %s', (version) => {
  it.each(videoFields)('takes a %s of each length that the contract allows', async (_name, { min, max }, fieldsOf) => {
    const { client, channelId } = await signedIn(version);
    const announce = (length: number) =>
      client.context.http.request({
        method: 'POST',
        path: '/api/v1/videos/upload-resumable',
        auth: 'required',
        headers: { 'x-upload-content-length': '10', 'x-upload-content-type': 'video/mp4' },
        json: { name: 'A clip', channelId, filename: 'a.mp4', ...fieldsOf('x'.repeat(length)) },
        accept: [400],
      });
    const statuses = await Promise.all([min, max, min - 1].map(async (length) => (await announce(length)).status));
    expect(statuses).toEqual([201, 201, 400]);
    // The contract holds for all versions; one of them may allow more.
    const larger = (await announce(max + 1)).status;
    expect(larger).toBe(version === '8.2.1' && _name === 'password' ? 201 : 400);
  });

  it('takes a display name of a channel of each length that the contract allows', async () => {
    const { client } = await signedIn(version);
    const create = async (length: number) =>
      client.channels
        .create({ name: `channel_${length}`, displayName: 'x'.repeat(length) })
        .then(() => 'made')
        .catch((error: { status?: number }) => error.status);
    const { min, max } = CHANNEL_LIMITS.displayName;
    expect([await create(min), await create(max), await create(max + 1)]).toEqual(['made', 'made', 400]);
  });

  it('takes the files that the contract names, and states its image and caption limits', async () => {
    const { client } = await signedIn(version);
    const config = await client.config.get();
    const stated = config.video?.file?.extensions ?? [];
    const onlyIn8 = ['.ts', '.m4b'];
    expect([...stated].sort()).toEqual(
      acceptedExtensions()
        .filter((extension) => version === '8.2.1' || !onlyIn8.includes(extension))
        .sort(),
    );
    expect(maxImageBytes(config)).toBe(version === '8.2.1' ? 2 * DEFAULT_MAX_IMAGE_BYTES : DEFAULT_MAX_IMAGE_BYTES);
    const { videoCaption } = config as { videoCaption?: { file: { extensions: string[]; size: { max: number } } } };
    expect(videoCaption?.file.extensions).toEqual([...CAPTION_EXTENSIONS]);
    expect(videoCaption?.file.size.max).toBe(DEFAULT_MAX_CAPTION_BYTES);
  });

  it('numbers the privacies as the contract does', async () => {
    const { client } = await signedIn(version);
    const labels = await client.config.privacies();
    expect(Object.values(labels).map((label) => label.toLowerCase().split(' ')[0])).toEqual([...PRIVACIES]);
  });
});

it("finds a stock label for each of the product's categories (promise 7)", () => {
  const labels = Object.values(STOCK_CATEGORIES);
  expect(Object.values(CATEGORIES).filter((label) => !labels.includes(label))).toEqual([]);
});
