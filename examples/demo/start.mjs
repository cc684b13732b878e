/**
 * `npm start`: the whole kit on one machine. Starts the sandbox (a fake PeerTube) unless PEERTUBE_URL names a real one,
 * then the PIYAKast server with the demo page, and keeps both together: when one dies, all stop.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeSampleClip } from './sample-clip.mjs';

const packages = resolve(import.meta.dirname, '../../packages');
const page = join(import.meta.dirname, 'dist');
const dataDir = resolve(process.env.DATA_DIR ?? '.piyakast');
const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8787);

const FIRST_SANDBOX_PORT = 9100;
/** The first start makes a database; a slow machine takes minutes for it. A child that ends is noticed at once. */
const START_TIMEOUT_MS = 300_000;

/** @type {Map<string, import('node:child_process').ChildProcess>} */
const children = new Map();
let stopping = false;

if (!existsSync(join(page, 'index.html'))) {
  console.error('The demo page is not built. Run "npm start" in the root of the checkout.');
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0, signal));

try {
  if (!(await isFree(port, host)))
    throw new Error(`Port ${port} is in use. Stop what uses it, or set PORT to another.`);
  await mkdir(dataDir, { recursive: true });
  const peertube = process.env.PEERTUBE_URL ? undefined : await startSandbox();
  start('PIYAKast server', join(packages, 'server/bin/piyakast.mjs'), ['serve'], {
    LOG_LEVEL: 'warn',
    ...process.env,
    ...peertube,
    DATA_DIR: dataDir,
    HOST: host,
    PORT: String(port),
    STATIC_DIR: page,
  });
  // Both at once: the server opens its database before it asks PeerTube anything, and the sandbox is there long before.
  await Promise.all([
    answers(`http://${host}:${port}/healthz`, 'PIYAKast server'),
    ...(peertube ? [answers(`${peertube.PEERTUBE_URL}/_sandbox`, 'sandbox')] : []),
  ]);
  console.log(`\nPIYAKast demo: ${process.env.PUBLIC_URL ?? `http://${host}:${port}`}/`);
  console.log(`PeerTube:      ${process.env.PEERTUBE_URL ?? `${peertube?.PEERTUBE_URL} (sandbox)`}`);
  console.log('Stop with Ctrl+C.');
  await makeSampleClip(join(page, 'sample.mp4'));
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  stop(1, 'SIGTERM');
}

/** @returns What the server needs to know of it. */
async function startSandbox() {
  const folder = join(dataDir, 'sandbox');
  const { username, password, port: wanted } = await rememberedSandbox(join(dataDir, 'sandbox.json'));
  const sandboxPort = await freePort(wanted);
  start(
    'sandbox',
    join(packages, 'testing/bin/sandbox.mjs'),
    ['--port', String(sandboxPort), '--data-dir', folder],
    { ...process.env, SANDBOX_USERNAME: username, SANDBOX_PASSWORD: password },
    // Its own lines print the password.
    'ignore',
  );
  return { PEERTUBE_URL: `http://127.0.0.1:${sandboxPort}`, PEERTUBE_USERNAME: username, PEERTUBE_PASSWORD: password };
}

/** The account and the port stay, because the videos of the last start belong to them. */
async function rememberedSandbox(file) {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
  const made = { username: 'demo', password: randomBytes(18).toString('base64url'), port: FIRST_SANDBOX_PORT };
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function start(name, script, args, env, stdout = 'inherit') {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', stdout, 'inherit'] });
  children.set(name, child);
  child.once('exit', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    console.error(`The ${name} stopped (${signal ?? `exit code ${code}`}).`);
    stop(code || 1, 'SIGTERM');
  });
}

/** Ends the children, then this process. */
function stop(code, signal) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children.values()) child.kill(signal);
}

async function answers(url, name) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (stopping) throw new Error(`The ${name} did not start.`);
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(40);
  }
  throw new Error(`The ${name} does not answer at ${url}.`);
}

/** The port itself, or the next one that no one uses. */
async function freePort(first) {
  for (let candidate = first; candidate < first + 100; candidate += 1) {
    if (await isFree(candidate)) return candidate;
  }
  throw new Error(`No free port from ${first} on.`);
}

function isFree(candidate, address = '127.0.0.1') {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(candidate, address, () => probe.close(() => done(true)));
  });
}
