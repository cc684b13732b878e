import { expect, it } from 'vitest';
import { blobSource } from '../../upload/sources/blob-source.js';
import { fakeInstance, videoFile } from './test-support/fake-instance.js';
import { uploadLegacy } from './upload-legacy.js';

it('uploadLegacy() makes no video of half a file', async () => {
  const { fake, peertube } = await fakeInstance();
  const file = videoFile(3_000);
  const half = { ...blobSource(file), slice: async (start: number, end: number) => file.slice(start, end / 2) };
  await expect(uploadLegacy(peertube, half, { name: 'A clip' })).rejects.toMatchObject({
    code: 'upload/source-changed',
  });
  expect(fake.videos()).toHaveLength(0);
});
