import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { clips } from './test-server/clips.mjs';
import { embedPage } from './test-server/embed-page.mjs';
import { mockServiceWorker } from './test-server/mock-service-worker.mjs';
import { plainPage } from './test-server/plain-page.mjs';
import { resultsReporter } from './test-server/results-reporter.mjs';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.CHROME_PATH || USUAL_PLACES.find((place) => existsSync(place));

const { WTR_RESULTS: results } = process.env;

/** Real Chromium, real media: clips are made by ffmpeg when a run starts. */
export default {
  files: 'src/**/*.test.ts',
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  // An embed lives at another origin than the page; `localhost` and `127.0.0.1` are two of them.
  hostname: '127.0.0.1',
  nodeResolve: { exportConditions: ['browser', 'production'] },
  concurrency: 1,
  testsFinishTimeout: 240_000,
  testFramework: { config: { ui: 'bdd', timeout: 20_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath === undefined ? {} : { executablePath }),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--autoplay-policy=no-user-gesture-required',
          '--mute-audio',
          '--host-resolver-rules=MAP site.test 127.0.0.1',
        ],
      },
    }),
  ],
  middleware: [clips(), mockServiceWorker()],
  reporters: [defaultReporter(), ...(results === undefined ? [] : [resultsReporter(results)])],
  plugins: [
    embedPage(),
    plainPage(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
};
