import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Puts the dump of an empty database beside the code: making one takes PGlite's `initdb` more than 500 MB of memory and
 * seconds, unpacking this one a fraction of both. Made once for each version of PGlite, and then kept in `cache`.
 */
export function emptyDatabase(folder, cache) {
  return {
    name: 'empty-database',
    async writeBundle() {
      const require = createRequire(join(folder, 'package.json'));
      const program = require.resolve('@electric-sql/pglite');
      const { version } = JSON.parse(await readFile(join(dirname(program), '..', 'package.json'), 'utf8'));
      const kept = join(cache, `empty-database-${version}.tar.gz`);
      if (!existsSync(kept)) await make(program, kept);
      await copyFile(kept, join(folder, 'dist', 'empty-database.tar.gz'));
    },
  };
}

async function make(program, file) {
  const { PGlite } = await import(join(dirname(program), 'index.js'));
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('gzip');
  await database.close();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, Buffer.from(await dump.arrayBuffer()));
  await rename(`${file}.new`, file);
}
