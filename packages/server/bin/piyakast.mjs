#!/usr/bin/env node
import { runCli } from '../dist/cli/run.js';

/** The first signal ends in order; when that takes too long, the next start repairs what is left. */
const LONGEST_STOP_MS = 10_000;

// What this process writes is for its user alone: secrets, private videos, the database.
process.umask(0o077);

const stopped = new Promise((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
      resolve();
    });
  }
});

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  directory: process.cwd(),
  // Without a terminal there is no one to ask.
  ...(process.stdin.isTTY && process.stdout.isTTY
    ? { terminal: { input: process.stdin, output: process.stdout } }
    : {}),
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  stopped,
});
