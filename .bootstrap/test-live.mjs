/**
 * Runs the live tests against the PeerTube that the environment names. `PEERTUBE_ADMIN_USERNAME` and `…_PASSWORD`, and
 * `PEERTUBE_REMOTE_VIDEO_URL`, let more of them run in full; without them they check the refusal, or a video of the
 * instance itself.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { provideChromium, provideFfmpeg } from './programs.mjs';
import { root } from './toolchain.mjs';

const missing = ['PEERTUBE_URL', 'PEERTUBE_USERNAME', 'PEERTUBE_PASSWORD'].filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(
    `Set ${missing.join(', ')}: the live tests run against an instance of yours, with an account that may upload and go live. They remove what they create.`,
  );
  process.exit(2);
}
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.live.config.ts', ...process.argv.slice(2)],
  {
    cwd: join(root, 'packages/e2e'),
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: provideChromium(), FFMPEG_PATH: provideFfmpeg() },
  },
);
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
