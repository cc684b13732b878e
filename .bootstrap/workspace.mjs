import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isolatedEnvironment, root } from './toolchain.mjs';

const INSTALL_STAMP = join(root, 'node_modules', '.installed');
const BUILD_STAMP = join(root, '.build-cache', 'built');
const MANIFESTS = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];

/** Installs when a manifest or the lockfile differs from what was installed last. */
export async function installIfChanged(providePnpm) {
  const files = [
    ...MANIFESTS.map((name) => join(root, name)),
    ...workspaces().map((folder) => join(folder, 'package.json')),
  ];
  const stamp = fingerprint(files, (file) => readFileSync(file));
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === stamp) return;
  const pnpm = await providePnpm();
  console.log('Installing packages');
  await run(
    pnpm,
    ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn', '--config.confirmModulesPurge=false'],
    {
      env: isolatedEnvironment(),
      shell: process.platform === 'win32',
    },
  );
  write(INSTALL_STAMP, stamp);
}

/** Builds when a source file, a manifest or the build's own config differs from what was built last. */
export async function buildIfChanged() {
  const sources = workspaces().flatMap((folder) => ['src', 'build'].flatMap((name) => filesBelow(join(folder, name))));
  const files = [
    ...sources,
    ...MANIFESTS.map((name) => join(root, name)),
    join(root, 'rollup.config.mjs'),
    join(root, 'tsconfig.base.json'),
  ];
  const stamp = fingerprint(files, (file) => `${statSync(file).size}:${statSync(file).mtimeMs}`);
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === stamp) return;
  console.log('Building');
  for (const folder of workspaces()) rmSync(join(folder, 'dist'), { recursive: true, force: true });
  await run(process.execPath, [join(root, 'node_modules/rollup/dist/bin/rollup'), '-c', '--silent'], {});
  write(BUILD_STAMP, stamp);
}

function workspaces() {
  return ['packages', 'examples'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, 'package.json'))),
  );
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function fingerprint(files, describe) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (existsSync(file))
      hash
        .update(`${relative(root, file)}\0`)
        .update(describe(file))
        .update('\0');
  }
  return hash.digest('hex');
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function run(command, args, options) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options });
    child.once('error', failed);
    child.once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`"${args[0] ?? command}" ended with exit code ${code}.`)),
    );
  });
}
