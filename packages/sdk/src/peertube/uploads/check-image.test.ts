import { describe, expect, it } from 'vitest';
import type { PeerTubeConfig } from '../types/config.js';
import { readyImage } from './check-image.js';
import { jpeg, png } from './test-support/pictures.js';

const MIB = 1024 * 1024;
const configOf = (max: number) => ({ video: { image: { size: { max } } } }) as PeerTubeConfig;

describe('readyImage()', () => {
  it('takes a Blob without a type, or with a wrong one, by its content', async () => {
    expect((await readyImage('thumbnail', png(0, '')))?.type).toBe('image/png');
    expect((await readyImage('thumbnail', png(0, 'image/jpeg')))?.type).toBe('image/png');
    expect((await readyImage('preview', new Blob([await jpeg().bytes()])))?.type).toBe('image/jpeg');
    const webp = new Blob(['RIFF', Uint8Array.of(8, 0, 0, 0), 'WEBPVP8 ']);
    expect((await readyImage('thumbnail', webp))?.type).toBe('image/webp');
  });

  it.each([
    ['text', new Blob(['not a picture'], { type: 'image/png' }), 'is neither JPEG nor PNG nor WebP by its content'],
    ['nothing', new Blob([], { type: 'image/jpeg' }), 'is neither JPEG nor PNG nor WebP by its content'],
    ['half a PNG', png().slice(0, 40), 'is damaged: its end is missing'],
    ['half a JPEG', jpeg().slice(0, 3), 'is damaged: its end is missing'],
    ['half a WebP', new Blob(['RIFF', Uint8Array.of(99, 0, 0, 0), 'WEBPVP8 ']), 'is damaged: its end is missing'],
  ])('refuses %s before anything is sent', async (_what, image, why) => {
    await expect(readyImage('thumbnail', image)).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
      field: 'thumbnail',
      message: `The picture "thumbnail" ${why}. Choose another one.`,
    });
  });

  it('takes the limit from the instance', async () => {
    await expect(readyImage('preview', png(5 * MIB), configOf(8 * MIB))).resolves.toBeDefined();
    await expect(readyImage('preview', png(5 * MIB), configOf(4 * MIB))).rejects.toMatchObject({ field: 'preview' });
  });
});
