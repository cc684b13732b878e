import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const toolchain = join(root, '.toolchain');

/** The packages need `require(esm)` and today's libraries: 22.12 is the first Node that has both. */
const MINIMUM = [22, 12];
/** The long-term release that is fetched when the present Node is older. */
const FETCHED_MAJOR = 24;

const windows = process.platform === 'win32';

/** The part of the registry's package `node` that holds this machine's binary; installed directly, it runs no script. */
const NODE_PACKAGE = [
  process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node',
  windows ? 'win' : process.platform,
  process.arch,
].join('-');

export function isEnoughNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Runs this very command again with a Node from the registry. */
export async function reexecWithNewerNode(args) {
  const folder = join(toolchain, 'node_modules', NODE_PACKAGE, 'bin');
  const binary = join(folder, windows ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    console.log(
      `Node ${process.versions.node} is older than ${MINIMUM.join('.')}: fetching Node ${FETCHED_MAJOR} into .toolchain`,
    );
    await npmInstall(
      `${NODE_PACKAGE}@${FETCHED_MAJOR}`,
      `Install Node ${MINIMUM.join('.')} or newer by hand and try again.`,
    );
  }
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(binary, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/** The Nodes that the SDK is promised to run on; its tests run in each, whichever runs the tests. */
export const SUPPORTED_NODES = [22, 24];

/** A Node of this major version: the present one, else one from the registry, fetched once into a folder of its own. */
export async function provideNode(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const prefix = join(toolchain, `node-${major}`);
  const binary = join(prefix, 'node_modules', NODE_PACKAGE, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    console.log(`Fetching Node ${major} into .toolchain`);
    await npmInstall(`${NODE_PACKAGE}@${major}`, 'Check that npm reaches its registry and try again.', prefix);
  }
  return binary;
}

/** The path of the pnpm that package.json names, fetched when it is not there yet. */
export async function providePnpm() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
  const version = wanted.slice('pnpm@'.length);
  const folder = join(toolchain, 'node_modules', 'pnpm');
  const binary = join(toolchain, 'node_modules', '.bin', windows ? 'pnpm.cmd' : 'pnpm');
  const present = existsSync(binary) && JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  if (present !== version) {
    console.log(`Fetching ${wanted} into .toolchain`);
    await npmInstall(wanted, 'Check that npm reaches its registry and try again.');
  }
  return binary;
}

/** Everything that a package manager writes outside of node_modules goes into `.toolchain`. */
export function isolatedEnvironment() {
  const inside = (name) => join(toolchain, name);
  return {
    ...process.env,
    XDG_CACHE_HOME: inside('cache'),
    XDG_DATA_HOME: inside('data'),
    XDG_STATE_HOME: inside('state'),
    npm_config_cache: inside('npm-cache'),
    npm_config_store_dir: process.env.npm_config_store_dir ?? inside('store'),
    npm_config_update_notifier: 'false',
  };
}

async function npmInstall(spec, advice, prefix = toolchain) {
  mkdirSync(prefix, { recursive: true });
  const args = [
    'install',
    '--prefix',
    prefix,
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--loglevel=error',
    ...(prefix === toolchain ? kept() : []),
    spec,
  ];
  try {
    await run(windows ? 'npm.cmd' : 'npm', args, { env: isolatedEnvironment(), shell: windows });
  } catch (cause) {
    throw new Error(`npm could not install ${spec}. ${advice}\n${cause.message}`, { cause });
  }
}

/** `--no-save` removes what is not named: name the Node that an earlier call fetched. */
function kept() {
  const manifest = join(toolchain, 'node_modules', NODE_PACKAGE, 'package.json');
  return existsSync(manifest) ? [`${NODE_PACKAGE}@${JSON.parse(readFileSync(manifest, 'utf8')).version}`] : [];
}

function run(command, args, options) {
  return new Promise((done, failed) => {
    execFile(command, args, { ...options, cwd: root }, (error, _stdout, stderr) => {
      if (error) failed(new Error(stderr.trim() || error.message));
      else done();
    });
  });
}
