import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlers } from './bundlers.js';

/** Inside the package, so that `@piyakast/sdk` resolves as in a user's project: to what was built. */
const HERE = join(import.meta.dirname, '../..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(HERE, '.bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Gzipped. A ceiling goes up only for what a user gains.
const CEILINGS: [what: string, code: string, ceiling: number][] = [
  ['one limit', "import { VIDEO_LIMITS as used } from '@piyakast/sdk/contract';", 700],
  ['signing in and one GET', "import { createPeerTube, signIn, getConfig } from '@piyakast/sdk';", 8_000],
  ['signing in and reading a video', "import { createPeerTube, signIn, getVideo } from '@piyakast/sdk';", 9_200],
  ['an upload', "import { createPeerTube, signIn, uploadVideo } from '@piyakast/sdk';", 15_500],
  ['the whole PeerTubeClient', "import { PeerTubeClient } from '@piyakast/sdk';", 29_000],
];

describe.each(Object.entries(bundlers))('what a page loads, bundled by %s', (_name, bundle) => {
  it.each(CEILINGS)('for %s stays below its ceiling', async (_what, code, ceiling) => {
    const place = await mkdtemp(join(folder, 'case-'));
    await mkdir(join(place, 'out'));
    const entry = join(place, 'entry.js');
    const [, names = ''] = /\{ (.+) \}/.exec(code) ?? [];
    const used = names.replace(/\w+ as /g, '');
    await writeFile(entry, `${code}\nglobalThis.used = [${used}];\n`);
    const files = await bundle(entry, join(place, 'out'));
    const size = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    // Something was bundled at all.
    expect(size).toBeGreaterThan(100);
    expect(size).toBeLessThanOrEqual(ceiling);
  });
});
