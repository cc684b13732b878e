/** Runs every test of the workspace and ends with one line that counts them all: `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { provideBackends, provideChromium, provideFfmpeg } from './programs.mjs';
import { root } from './toolchain.mjs';

const results = join(root, 'test-results');
const bin = (folder, name) => join(root, folder, 'node_modules', name);
const PACKAGES = ['sdk', 'elements', 'server', 'testing', 'e2e'];
const vitest = (folder, config) => ({
  name: folder.replace('packages/', ''),
  folder,
  script: bin('.', 'vitest/vitest.mjs'),
  args: ['run', ...(config ? ['--config', config] : []), '--reporter=default', '--reporter=json'],
  outputOption: '--outputFile.json=',
});

/** A check passes or fails as one; a suite counts its tests. In the order in which a mistake is found soonest. */
const RUNS = [
  {
    name: 'lint',
    folder: '.',
    script: bin('.', '@biomejs/biome/bin/biome'),
    args: ['check', '--error-on-warnings', '.'],
  },
  {
    name: 'arrows',
    folder: '.',
    script: bin('.', 'dependency-cruiser/bin/dependency-cruiser.mjs'),
    args: ['--config', '.dependency-cruiser.mjs', ...PACKAGES.map((name) => `packages/${name}/src`)],
  },
  { name: 'types', folder: '.', script: join(root, '.bootstrap/typecheck.mjs'), args: [] },
  vitest('packages/sdk'),
  vitest('packages/testing'),
  vitest('packages/server'),
  {
    name: 'elements',
    folder: 'packages/elements',
    script: bin('packages/elements', '@web/test-runner/dist/bin.js'),
    args: [],
    outputVariable: 'WTR_RESULTS',
  },
  vitest('packages/e2e'),
  { name: 'docs', folder: '.', script: bin('.', 'typedoc/bin/typedoc'), args: ['--options', 'docs/typedoc.json'] },
];

const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

if (only.length === 0 || only.some((name) => name.startsWith('server'))) provideBackends();
const env = { ...process.env, CHROME_PATH: provideChromium(), FFMPEG_PATH: provideFfmpeg(), CI: process.env.CI ?? '' };
const began = Date.now();
for (const run of RUNS) {
  if (only.length > 0 && !only.includes(run.name)) continue;
  const startedMs = Date.now();
  console.log(`\n=== ${run.name}`);
  const outcome = await execute(run);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
  failures.push(...outcome.failures.map((failure) => `${run.name}: ${failure}`));
  console.log(`${run.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds(startedMs)} s`);
}
if (total.skipped > 0) {
  console.log(`\n${total.skipped} skipped tests count as failed: a test that does not run shows nothing.`);
  total.failed += total.skipped;
}
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join('\n')}`);
console.log(`\nall runs: ${seconds(began)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function execute(run) {
  const output = join(results, `${run.name}.json`);
  const args = [run.script, ...run.args, ...(run.outputOption ? [`${run.outputOption}${output}`] : [])];
  const code = await spawned(args, {
    cwd: join(root, run.folder),
    env: { ...env, ...(run.outputVariable ? { [run.outputVariable]: output } : {}) },
  });
  const counts = existsSync(output) ? counted(JSON.parse(readFileSync(output, 'utf8'))) : undefined;
  if (!counts) return code === 0 && !run.outputOption && !run.outputVariable ? one('passed') : one('failed');
  // A runner that fails outside its tests (a file that does not load, an unhandled error) must not count as green.
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`ended with exit code ${code} outside of its tests`);
  }
  return counts;
}

function one(kind) {
  return { passed: 0, failed: 0, skipped: 0, [kind]: 1, failures: kind === 'failed' ? ['see above'] : [] };
}

/** Vitest's JSON reporter and our web-test-runner reporter write the same report. */
function counted(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    failures: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
    ),
  };
}

function spawned(args, options) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 1));
  });
}

function seconds(sinceMs) {
  return ((Date.now() - sinceMs) / 1000).toFixed(1);
}
