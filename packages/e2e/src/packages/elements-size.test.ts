import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlers } from './bundlers.js';

/** Inside the package, so that `@piyakast/elements` resolves as in a user's project: to what was built. */
const HERE = join(import.meta.dirname, '../..');
const CDN = join(HERE, '../elements/dist/cdn');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(HERE, '.bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const gzipped = (code: string) => gzipSync(code, { level: 9 }).length;
const total = (files: readonly string[]) => files.reduce((sum, file) => sum + gzipped(file), 0);

/**
 * What a page loads for a tag before its viewer plays anything, gzipped; Vite adds 3 kB. A ceiling goes up only for what
 * a user gains, and 12 KiB is the promise. `files` counts requests.
 */
const CEILINGS = [
  ['piya-player', 12_288, 3],
  ['piya-embed', 12_288, 3],
] as const;

describe.each(Object.entries(bundlers))('what a page loads at once, bundled by %s', (_name, bundle) => {
  it.each(CEILINGS)('for <%s> stays below %i bytes in %i files', async (tag, bytes, files) => {
    const place = await mkdtemp(join(folder, 'case-'));
    await mkdir(join(place, 'out'));
    const entry = join(place, 'entry.js');
    await writeFile(entry, `import '@piyakast/elements/${tag}/define';\n`);
    const loaded = await bundle(entry, join(place, 'out'));
    // The element itself is among it.
    expect(loaded.join('')).toContain(tag);
    expect(total(loaded)).toBeLessThanOrEqual(bytes);
    expect(loaded.length).toBeLessThanOrEqual(files);
  });
});

describe('the drop-in files', () => {
  /** The file and those that it imports at once. */
  async function loadedBy(name: string): Promise<string[]> {
    const found = new Set([join(CDN, name)]);
    const codes: string[] = [];
    for (const file of found) {
      const code = await readFile(file, 'utf8');
      codes.push(code.replace(/\/\/# sourceMappingURL=.*$/m, ''));
      for (const [, path = ''] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) {
        found.add(join(dirname(file), path));
      }
    }
    return codes;
  }

  it('piya.js is a loader of at most 2 kB that names no tag file as a static import', async () => {
    const [loader, ...others] = await loadedBy('piya.js');
    expect(gzipped(loader ?? '')).toBeLessThanOrEqual(2000);
    expect(others).toEqual([]);
  });

  it('the controls are a part of at most 20 KiB, loaded after the first picture', async () => {
    const parts = await readdir(join(CDN, 'chunks'));
    const [name, ...others] = parts.filter((part) => /^attach-controls-.*[.]js$/.test(part));
    expect(others).toEqual([]);
    const [controls = ''] = await loadedBy(join('chunks', name ?? 'none'));
    expect(controls).toContain('toggle-play');
    expect(gzipped(controls)).toBeLessThanOrEqual(20 * 1024);
  });

  it.each([
    ['piya-player.js', 10_000],
    ['piya-embed.js', 10_400],
  ])('piya.js and %s load no more than %i bytes before play', async (name, bytes) => {
    const loaded = [...(await loadedBy('piya.js')), ...(await loadedBy(name))];
    expect(total(loaded)).toBeLessThanOrEqual(bytes);
    // The loader, the tag, and what the players share.
    expect(loaded).toHaveLength(3);
  });
});
