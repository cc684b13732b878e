import { ConfigError, isPiyaError, redact } from '@piyakast/sdk';
import { VERSION } from '../version.js';
import { EXIT } from './command.js';
import { COMMANDS, type CommandEntry } from './commands.js';
import { environmentIn } from './environment.js';
import type { CliIo } from './io.js';

/** Runs one `piyakast` command; each loads only what it needs. @returns The exit code. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === '--version') return say(io, VERSION);
  if (name === 'help' || name === '--help') return say(io, help());
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    io.error(`piyakast has no command "${name}".\n\n${help()}`);
    return EXIT.failed;
  }
  if (rest.includes('--help')) return say(io, usageOf(entry).join('\n'));
  try {
    const command = await entry.load();
    const env = io.directory === undefined ? io.env : environmentIn(io.directory, io.env);
    return await command({ ...io, env }, rest);
  } catch (error) {
    io.error(`piyakast: ${error instanceof Error ? redact(error.message) : String(error)}`);
    if (!isPiyaError(error) && error instanceof Error && error.stack !== undefined) io.error(redact(error.stack));
    return error instanceof ConfigError ? EXIT.config : EXIT.failed;
  }
}

function say(io: CliIo, text: string): number {
  io.out(text);
  return EXIT.ok;
}

function help(): string {
  const commands = Object.values(COMMANDS).flatMap(usageOf);
  return [
    `piyakast ${VERSION}`,
    '',
    ...commands,
    '  piyakast --version',
    '',
    'The configuration is read from environment variables, and from the file .env in this directory;',
    'docs/guides/operator.md lists them.',
  ].join('\n');
}

function usageOf({ usage }: CommandEntry): string[] {
  return usage.map(([call, what]) => `  piyakast ${call.padEnd(18)} ${what}`);
}
