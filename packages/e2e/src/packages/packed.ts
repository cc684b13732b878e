import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../../..');
const onWindows = process.platform === 'win32';

/** What we publish, by folder. */
export const PUBLISHED = ['sdk', 'elements', 'server'] as const;

export interface Manifest {
  name: string;
  license: string;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  bin?: Record<string, string>;
}

/** A package as the registry would get it, unpacked below a consumer's `node_modules`. */
export interface PackedPackage {
  name: string;
  tarball: Uint8Array;
  folder: string;
  manifest: Manifest;
  /** Paths in the package, with `/`. */
  files: string[];
}

/** Packs what we publish and lays it out as an install in `consumer` would. */
export async function packInto(consumer: string): Promise<PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const name of PUBLISHED) {
    const source = join(root, 'packages', name);
    const { stdout } = await run(pnpm(), ['pack', '--json', '--pack-destination', consumer], {
      cwd: source,
      shell: onWindows,
    });
    const { filename } = JSON.parse(stdout) as { filename: string };
    const folder = join(consumer, 'node_modules/@piyakast', name);
    await mkdir(folder, { recursive: true });
    await run('tar', ['-xzf', resolve(consumer, filename), '-C', folder, '--strip-components=1']);
    const files = globSync('**/*', { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
    await linkDependencies(source, folder, manifest);
    packed.push({ name: manifest.name, tarball: await readFile(resolve(consumer, filename)), folder, manifest, files });
  }
  return packed;
}

/** Dependencies of others come from the workspace, ours from what was packed. Only what the manifest names is there. */
async function linkDependencies(source: string, folder: string, { dependencies }: Manifest): Promise<void> {
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith('@piyakast/')) continue;
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(join(source, 'node_modules', name)), link, 'junction');
  }
}

/** The pnpm that `npm test` brought, or the one that runs this. */
function pnpm(): string {
  const brought = join(root, '.toolchain/node_modules/.bin', onWindows ? 'pnpm.cmd' : 'pnpm');
  return existsSync(brought) ? brought : 'pnpm';
}

/** Every way that others may import a package, and the files behind it. */
export function entriesOf({ name, manifest }: PackedPackage): { id: string; types: string; code: string }[] {
  return Object.entries(manifest.exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [{ id: name + path.slice(1), types: target.types, code: target.default }],
  );
}
