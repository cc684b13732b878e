import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksIn } from './leaks.js';
import { entriesOf, type PackedPackage, PUBLISHED, packInto } from './packed.js';
import { typeErrors } from './type-check.js';

const run = promisify(execFile);

let consumer: string;
let packed: PackedPackage[];
beforeAll(async () => {
  consumer = await realpath(await mkdtemp(join(tmpdir(), 'piyakast-packages-')));
  packed = await packInto(consumer);
  await writeFile(join(consumer, 'package.json'), '{ "name": "consumer", "type": "module", "private": true }');
}, 60_000);
afterAll(() => rm(consumer, { recursive: true, force: true }));

function packageOf(folder: string): PackedPackage {
  const found = packed.find(({ name }) => name === `@piyakast/${folder}`);
  if (!found) throw new Error(`${folder} was not packed.`);
  return found;
}

describe.each(PUBLISHED)('the packed %s', (name) => {
  it('is clean for publint', async () => {
    const { tarball, manifest } = packageOf(name);
    const { messages } = await publint({ pack: { tarball: tarball.slice().buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has types that are right wherever ES modules are imported', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(packageOf(name).tarball));
    if (!analysis.types) throw new Error('no types were found');
    // Ours are ES modules only: what `require` without require(esm) and TypeScript's oldest resolution find is no promise.
    const promised = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
    );
    expect(promised).toEqual([]);
    expect(Object.keys(analysis.entrypoints).length).toBeGreaterThan(0);
  });

  it('has a file behind every export, with types, and can be imported by each of them', async () => {
    const one = packageOf(name);
    const entries = entriesOf(one);
    expect(entries.length).toBeGreaterThan(0);
    for (const { types, code } of entries) {
      expect(one.files).toContain(types.slice(2));
      expect(one.files).toContain(code.slice(2));
    }
    const imports = entries.map(({ id }) => `await import('${id}');`).join('\n');
    await writeFile(join(consumer, `${name}.mjs`), imports);
    await run(process.execPath, [join(consumer, `${name}.mjs`)], { timeout: 30_000 });
  });

  it('names versions that a registry knows, its licence and its readme', () => {
    const { manifest, files } = packageOf(name);
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:/);
    expect(manifest.license).toBe('MIT');
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    for (const bin of Object.values(manifest.bin ?? {})) expect(files).toContain(bin.replace(/^\.\//, ''));
  });

  it('holds no test and nothing that only tests need', () => {
    const { files } = packageOf(name);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((path) => /\.test\.|test-support|(^|\/)(src|vitest|fixtures)/.test(path))).toEqual([]);
  });

  it('promise 48: holds no secret and nothing of the machine that built it', async () => {
    const { folder, files } = packageOf(name);
    const machine = [resolve(import.meta.dirname, '../../../..'), consumer, userInfo().homedir, hostname()];
    const leaks: string[] = [];
    for (const path of files) {
      const text = await readFile(join(folder, path), 'utf8');
      leaks.push(...leaksIn(text, machine).map((leak) => `${path}: ${leak}`));
    }
    expect(leaks).toEqual([]);
  });
});

describe('a project that uses the packed packages', () => {
  const file = 'consumer.ts';
  const PAGE = ['es2023', 'dom', 'dom.iterable'];

  /** Imports everything there is and uses some of it, as strictly as TypeScript can be. */
  async function write(
    names: readonly (typeof PUBLISHED)[number][],
    uses: string,
    without: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const ids = names
      .flatMap((name) => entriesOf(packageOf(name)).map(({ id }) => id))
      .filter((id) => !without.has(id));
    const imports = ids.map((id, index) => `import * as entry${index} from '${id}';`);
    const used = `export const all = [${ids.map((_, index) => `entry${index}`).join(', ')}];`;
    await writeFile(join(consumer, file), [...imports, used, uses].join('\n'));
  }

  const UPLOAD = `
    import { PeerTubeClient, isPiyaError } from '@piyakast/sdk';
    import { fileSource } from '@piyakast/sdk/node';
    export async function publish(path: string): Promise<string> {
      const client = new PeerTubeClient({ url: 'https://video.example' });
      try {
        return (await client.uploads.upload(await fileSource(path), { name: 'Holiday' }).done).uuid;
      } catch (error) {
        return isPiyaError(error) ? error.code : 'unknown';
      }
    }`;
  const PLAYER = `
    import '@piyakast/elements/define';
    export const time: number = document.createElement('piya-player').currentTime;`;

  it.each(['bundler', 'node16'] as const)('compiles strictly with module resolution "%s"', async (resolution) => {
    await write(['sdk', 'elements', 'server'], UPLOAD + PLAYER);
    expect(typeErrors(consumer, file, { resolution, lib: PAGE })).toEqual([]);
  });

  it('compiles without the types of a page when it uses the SDK in Node', async () => {
    await write(['sdk'], UPLOAD, new Set(['@piyakast/sdk/browser']));
    expect(typeErrors(consumer, file, { resolution: 'node16', lib: ['es2023'] })).toEqual([]);
  });

  it('is told of a mistake, so that the silence above means something', async () => {
    await write(['sdk'], `${UPLOAD}\nexport const wrong = new PeerTubeClient({ address: 'https://video.example' });`);
    const errors = typeErrors(consumer, file, { resolution: 'bundler', lib: PAGE });
    expect(errors).toEqual([expect.stringContaining("'address' does not exist")]);
  });
});

describe("the elements' files for plain pages", () => {
  const CHUNK = /^dist\/cdn\/chunks\/peertube-embed-api-[\w-]+\.js$/;

  /** The modules that a built file was made of, as its source map tells. */
  async function modulesOf(path: string): Promise<string[]> {
    const map = await readFile(join(packageOf('elements').folder, `${path}.map`), 'utf8');
    return (JSON.parse(map) as { sources: string[] }).sources;
  }

  it('keep the AGPL in one chunk that no other file contains and that is only loaded on demand', async () => {
    const { files, folder } = packageOf('elements');
    const scripts = files.filter((path) => /^dist\/cdn\/.*\.js$/.test(path));
    expect(scripts.filter((path) => CHUNK.test(path))).toHaveLength(1);
    for (const path of scripts) {
      const copyleft = (await modulesOf(path)).filter((source) => source.includes('@peertube/embed-api'));
      expect(copyleft.length > 0, path).toBe(CHUNK.test(path));
      const code = await readFile(join(folder, path), 'utf8');
      expect(code, path).not.toMatch(/\bfrom\s*["'][^"']*peertube-embed-api|import\s*["'][^"']*peertube-embed-api/);
    }
  });

  it('leave it to a package manager in the modules for bundlers', async () => {
    const { files, folder } = packageOf('elements');
    const modules = files.filter((path) => /^dist\/(?!cdn\/).*\.js$/.test(path));
    const texts = await Promise.all(modules.map((path) => readFile(join(folder, path), 'utf8')));
    const naming = texts.flatMap((text) => text.match(/(?:from\s*|import\s*\(?\s*)["']@peertube\/embed-api\b/g) ?? []);
    expect(naming.length).toBeGreaterThan(0);
    expect(naming.filter((text) => !text.startsWith('import('))).toEqual([]);
  });

  it('load each other by paths that exist', async () => {
    const { files, folder } = packageOf('elements');
    for (const path of files.filter((one) => /^dist\/cdn\/.*\.js$/.test(one))) {
      const code = await readFile(join(folder, path), 'utf8');
      for (const [, target = ''] of code.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']/g)) {
        expect(existsSync(resolve(folder, path, '..', target)), `${path} loads ${target}`).toBe(true);
      }
    }
  });
});
