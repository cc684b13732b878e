/**
 * `pnpm chaos [--uploads 5000] [--seed 7]`: uploads by the SDK in a process that is killed again and again.
 * `pnpm chaos --server [--uploads 200] [--seed 7]`: uploads to a PIYAKast server that is killed again and again.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { uploads: { type: 'string' }, seed: { type: 'string' }, server: { type: 'boolean', default: false } },
});
const suite = values.server ? 'server-chaos' : 'upload-chaos';
const folder = join(import.meta.dirname, '../..');
const env = {
  ...process.env,
  ...(values.uploads ? { CHAOS_UPLOADS: values.uploads } : {}),
  ...(values.seed ? { CHAOS_SEED: values.seed } : {}),
};
const vitest = join(folder, '../../node_modules/vitest/vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', `src/chaos/${suite}.test.ts`], {
  cwd: folder,
  env,
  stdio: 'inherit',
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
