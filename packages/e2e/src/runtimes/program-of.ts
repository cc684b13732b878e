import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The program that an npm package brings for this machine, in one of its optional dependencies. Asked for directly: the
 * package's own script in between would not pass a signal on, or needs an install script to have run.
 */
export function programOf(name: 'bun' | 'deno' | 'workerd'): string {
  const manifestPath = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { optionalDependencies } = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const require = createRequire(manifestPath);
  for (const dependency of Object.keys(optionalDependencies)) {
    const folder = folderOf(require, dependency);
    if (folder === undefined) continue;
    const ending = process.platform === 'win32' ? '.exe' : '';
    const program = [join(folder, 'bin', name), join(folder, name)].map((path) => path + ending).find(existsSync);
    if (program !== undefined) return program;
  }
  throw new Error(`${name} has no program for ${process.platform} ${process.arch}, or it was not installed.`);
}

function folderOf(require: NodeJS.Require, dependency: string): string | undefined {
  try {
    return dirname(require.resolve(`${dependency}/package.json`));
  } catch {
    // Made for another machine, so it was not installed.
    return undefined;
  }
}
