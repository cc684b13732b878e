import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { loadConfig } from '../config/config.js';
import type { Environment } from '../config/values.js';
import { defineCommand, EXIT, usageError } from './command.js';
import { doctor } from './doctor.js';
import type { CliIo } from './io.js';

const OPTIONS = {
  instance: { type: 'string' },
  username: { type: 'string' },
  lives: { type: 'string' },
  'public-url': { type: 'string' },
  port: { type: 'string' },
  force: { type: 'boolean' },
  'without-doctor': { type: 'boolean' },
} as const;

/** What the four questions come to. */
interface Answers {
  instance: string;
  username: string;
  password: string;
  /** Address for encoders, `''` for the usual port of the instance, `no` without lives. */
  lives: string;
  publicUrl: string;
}

/**
 * `piyakast init`: asks four things, writes `.env` for its owner alone, and lets `doctor` look at it.
 *
 * Options answer questions beforehand. The password is never an option, because the list of processes shows those: it
 * is asked for, or read from `PEERTUBE_PASSWORD`.
 */
export const init = defineCommand(OPTIONS, async (io, values) => {
  const { directory } = io;
  if (directory === undefined) throw usageError('init needs a directory to write .env into.');
  const given = {
    instance: values.instance ?? io.env.PEERTUBE_URL,
    username: values.username ?? io.env.PEERTUBE_USERNAME,
    password: io.env.PEERTUBE_PASSWORD,
    lives: values.lives ?? io.env.RTMP_URL,
    publicUrl: values['public-url'] ?? io.env.PUBLIC_URL,
  };
  const answers = await complete(io, given);
  const variables = variablesOf(answers, values.port);
  // What would stop the server is refused before it is written.
  loadConfig({ ...io.env, ...variables });
  const path = join(directory, '.env');
  await write(path, variables, values.force === true);
  io.out(`Wrote ${path}, which only you can read.`);
  if (values['without-doctor'] === true) return EXIT.ok;
  io.out('');
  const skip = answers.lives === 'no' ? ['--skip', 'lives,replay,rtmp'] : [];
  const code = await doctor({ ...io, env: { ...io.env, ...variables } }, skip);
  io.out('');
  io.out(
    code === EXIT.ok
      ? 'All is well: start the server with "piyakast serve".'
      : 'Mend that, then run "piyakast doctor".',
  );
  return code;
});

async function complete(io: CliIo, given: Partial<Record<keyof Answers, string | undefined>>): Promise<Answers> {
  const ask = io.ask ?? (io.terminal && terminalQuestions(io.terminal));
  const need = async (key: keyof Answers, question: string, hidden = false): Promise<string> => {
    const known = given[key];
    if (known !== undefined) return known;
    if (ask === undefined) throw usageError(`init cannot ask here, and ${NAMES[key]} is missing.`);
    return (await ask(question, { hidden })).trim();
  };
  return {
    instance: withScheme(await need('instance', '1. Address of your PeerTube, such as https://video.example: ')),
    username: await need('username', '2. Account to publish with (a separate one, without a second factor): '),
    password: await need('password', '   Its password (not shown): ', true),
    lives: await need('lives', '3. Lives? Enter for yes, "no", or the address of encoders (rtmp://host:1935/live): '),
    publicUrl: await need('publicUrl', '4. Public address of this server (Enter: this machine only): '),
  };
}

const NAMES: Record<keyof Answers, string> = {
  instance: '--instance',
  username: '--username',
  password: 'PEERTUBE_PASSWORD',
  lives: '--lives (no, or an address; empty for the usual port)',
  publicUrl: '--public-url (may be empty)',
};

const withScheme = (address: string): string =>
  address === '' || /^https?:\/\//.test(address) ? address : `https://${address}`;

function variablesOf(answers: Answers, port: string | undefined): Record<string, string> {
  const { instance, username, password, lives, publicUrl } = answers;
  const variables: Record<string, string> = {
    PEERTUBE_URL: instance,
    PEERTUBE_USERNAME: username,
    PEERTUBE_PASSWORD: password,
  };
  if (/^(rtmps?:)/.test(lives)) variables.RTMP_URL = lives;
  else if (!['', 'no', 'yes'].includes(lives)) {
    throw usageError(`Lives are "yes", "no" or an address like rtmp://host:1935/live, and "${lives}" was given.`);
  }
  if (publicUrl !== '') {
    variables.PUBLIC_URL = withScheme(publicUrl);
    // A public server stands behind a proxy that ends TLS.
    if (variables.PUBLIC_URL.startsWith('https:')) variables.TRUST_PROXY = 'true';
  }
  if (port !== undefined) variables.PORT = port;
  return variables;
}

/** A file that is there is kept, unless asked otherwise: it may hold a secret that exists nowhere else. */
async function write(path: string, variables: Environment, force: boolean): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value ?? '')}`);
  const text = `# Written by piyakast init. docs/guides/operator.md lists every variable.\n${lines.join('\n')}\n`;
  try {
    await writeFile(path, text, { mode: 0o600, flag: force ? 'w' : 'wx' });
    // An older file keeps its mode when it is written over.
    await chmod(path, 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw usageError(`${path} is there already; use --force to write over it.`, cause);
  }
}

/** As `util.parseEnv` reads it: a quote that the value does not contain. */
function quote(value: string): string {
  if (/^[\w:/.@+-]*$/.test(value)) return value;
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate));
  if (mark !== undefined && !/[\r\n]/.test(value)) return `${mark}${value}${mark}`;
  throw usageError(
    'A password with all three kinds of quotes cannot be kept in .env; set PEERTUBE_PASSWORD otherwise.',
  );
}

/** Asks on a terminal; what is hidden is not shown while it is typed. */
function terminalQuestions({ input, output }: NonNullable<CliIo['terminal']>): NonNullable<CliIo['ask']> {
  return async (question, { hidden }) => {
    const lines = createInterface({ input, output, terminal: true });
    try {
      if (hidden) {
        output.write(question);
        // Readline writes what is typed through this method.
        Object.assign(lines, { _writeToOutput: () => undefined });
      }
      const answer = await lines.question(hidden ? '' : question);
      if (hidden) output.write('\n');
      return answer;
    } finally {
      lines.close();
    }
  };
}
