import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError, isPiyaError } from '@piyakast/sdk';
import type { CliIo } from './io.js';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
type Parsed<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>
>;

/** One `piyakast` command, given what follows its name. @returns The exit code. */
export type Command = (io: CliIo, args: readonly string[]) => Promise<number>;

/** What every command may exit with; `doctor` adds one code for each fault. */
export const EXIT = { ok: 0, failed: 1, config: 2 } as const;

/**
 * Makes a command of its options, as `node:util` parses them, and of what it does.
 *
 * An unknown option, or one without its value, ends the command with exit code 2 before anything is done.
 */
export function defineCommand<const Options extends OptionsConfig>(
  options: Options,
  run: (io: CliIo, values: Parsed<Options>['values'], positionals: string[]) => Promise<number>,
): Command {
  return async (io, args) => {
    const { values, positionals } = parse(options, args);
    return run(io, values, positionals);
  };
}

function parse<Options extends OptionsConfig>(options: Options, args: readonly string[]): Parsed<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as Parsed<Options>;
  } catch (cause) {
    // The hint about `--` is for file names that look like options; commands take none.
    throw usageError(`${(cause as Error).message.split('. To specify')[0]?.replace(/\.$/, '')}.`, cause);
  }
}

/** A command line that makes no sense: one line, exit code 2. */
export function usageError(message: string, cause?: unknown): ConfigError {
  return new ConfigError(message, { code: 'config/invalid-option', cause });
}

/** A whole number of an option. @throws ConfigError that names the option. */
export function wholeNumber(name: string, value: string | undefined, range: { min: number; max: number }) {
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw usageError(`${name} must be a whole number from ${range.min} to ${range.max}, and "${value}" was given.`);
}

/** The code of an error of ours; anything else has none. */
export const codeOf = (error: unknown): string | undefined => (isPiyaError(error) ? error.code : undefined);
