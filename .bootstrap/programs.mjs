import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root, toolchain } from './toolchain.mjs';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];
const browsers = join(toolchain, 'browsers');

/** A Chromium: `CHROME_PATH`, the usual places, Playwright's, Debian's when root; else one line that says what to do. */
export function provideChromium() {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named))
    throw new Error(`CHROME_PATH is ${named}, but there is no such file. Correct it or unset it.`);
  return (
    named ||
    onPath(CHROMIUM_NAMES) ||
    CHROMIUM_PLACES.find((place) => existsSync(place)) ||
    playwrightChromium() ||
    installedByPlaywright() ||
    installedByApt('chromium', CHROMIUM_NAMES) ||
    stop(
      'No Chromium was found and none could be installed: install Chrome or Chromium, or set CHROME_PATH to its program, and run `npm test` again.',
    )
  );
}

/** The system's ffmpeg: `FFMPEG_PATH`, the path, Debian's when root; else one line that says what to do. */
export function provideFfmpeg() {
  return (
    process.env.FFMPEG_PATH ||
    onPath(['ffmpeg']) ||
    installedByApt('ffmpeg', ['ffmpeg']) ||
    stop(
      'No ffmpeg was found and none could be installed: install ffmpeg, or set FFMPEG_PATH to its program, and run `npm test` again.',
    )
  );
}

/**
 * PostgreSQL and OpenStack Swift, a store with S3's interface, for the tests of several servers: Debian's when root.
 * Without them those tests are left out, which one line says.
 */
export function provideBackends() {
  const postgres = () => existsSync('/usr/lib/postgresql') || onPath(['initdb']) !== undefined;
  const swift = () => existsSync('/usr/bin/swift-proxy-server');
  if (!postgres()) installedByApt('postgresql', ['initdb']);
  if (!swift())
    installedByApt(['swift-proxy', 'swift-account', 'swift-container', 'swift-object'], ['swift-proxy-server']);
  if (!postgres() || !swift()) {
    console.log('Without PostgreSQL and OpenStack Swift the server is tested on PGlite and a folder only.');
  }
}

function onPath(names) {
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    for (const name of names) {
      for (const ending of endings) {
        const file = join(folder, name + ending);
        if (existsSync(file)) return file;
      }
    }
  }
  return undefined;
}

function playwrightChromium() {
  if (!existsSync(browsers)) return undefined;
  const programs = readdirSync(browsers, { recursive: true }).filter((name) =>
    /(^|[\\/])(chrome|chrome\.exe|Chromium)$/.test(name),
  );
  return programs.map((name) => join(browsers, name))[0];
}

function installedByPlaywright() {
  console.log('No Chromium found: trying to fetch one with Playwright into .toolchain');
  const require = createRequire(join(root, 'packages/e2e/package.json'));
  const cli = join(require.resolve('playwright-core/package.json'), '../cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_BROWSERS_PATH: browsers },
  });
  return playwrightChromium();
}

function installedByApt(debianPackages, names) {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return undefined;
  const packages = [debianPackages].flat();
  console.log(`Installing Debian's ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      stdio: 'ignore',
    });
  } catch (error) {
    console.log(`apt-get could not install ${packages.join(', ')}: ${error.message}`);
  }
  return onPath(names);
}

function stop(message) {
  throw new Error(message);
}
