/**
 * `npm start`, `npm test` and `npm run test:live` on a machine that has only node and npm, also an older node.
 *
 * Brings pnpm and, when needed, a newer Node into `.toolchain`, installs, builds what changed, and hands over.
 * Nothing outside the checkout is touched. Uses nothing that Node 18 does not have.
 */
import { spawn } from 'node:child_process';
import { isEnoughNode, provideNode, providePnpm, reexecWithNewerNode, SUPPORTED_NODES } from './toolchain.mjs';
import { buildIfChanged, installIfChanged } from './workspace.mjs';

const COMMANDS = {
  start: ['examples/demo/start.mjs'],
  test: ['.bootstrap/test.mjs'],
  'test:live': ['.bootstrap/test-live.mjs'],
  prepare: [],
};

const [command = '', ...rest] = process.argv.slice(2);
const script = COMMANDS[command];
if (!script) {
  console.error(`Unknown command "${command}". Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exit(2);
}

try {
  if (!isEnoughNode(process.versions.node)) {
    process.exitCode = await reexecWithNewerNode(process.argv.slice(1));
  } else {
    await installIfChanged(providePnpm);
    // Here, so that the tests themselves need no network.
    if (command === 'test' || command === 'prepare') for (const major of SUPPORTED_NODES) await provideNode(major);
    await buildIfChanged();
    if (script.length > 0) process.exitCode = await handOver([...script, ...rest]);
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Runs the command with this Node and passes signals on, so that Ctrl+C ends the server in order. */
function handOver(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
