import type { PiyakastClient } from '@piyakast/sdk';
import { ConfigError } from '@piyakast/sdk';
import type { Job } from '../jobs/jobs.js';
import type { CliIo } from './io.js';
import { serverClient } from './server-client.js';

/** `piyakast jobs list | retry | cancel`, through the running server. Needs an administrator's token. */
export async function jobs(io: CliIo, [action = 'list', ...rest]: string[]): Promise<number> {
  const client = await serverClient(io.env);
  const [target] = rest;
  switch (action) {
    case 'list':
      return list(io, client, rest);
    case 'retry':
      if (target === undefined) break;
      return retry(io, client, target);
    case 'cancel':
      if (target === undefined) break;
      await client.context.http.request({ method: 'DELETE', path: pathOf(target), auth: 'required' });
      io.out(`${target}  cancelled`);
      return 0;
  }
  const usage = 'Use "piyakast jobs list [--dead] [--json]", "jobs retry <id>|--dead" or "jobs cancel <id>".';
  throw new ConfigError(usage, { code: 'config/invalid-option' });
}

async function list(io: CliIo, client: PiyakastClient, flags: string[]): Promise<number> {
  const found = await allJobs(client);
  const shown = flags.includes('--dead') ? found.filter(({ state }) => state === 'dead') : found;
  if (flags.includes('--json')) io.out(JSON.stringify(shown, undefined, 2));
  else if (shown.length === 0) io.out('There are no jobs.');
  else for (const job of shown) io.out(lineOf(job));
  return 0;
}

async function retry(io: CliIo, client: PiyakastClient, target: string): Promise<number> {
  const all = target === '--dead';
  const ids = all ? (await allJobs(client)).filter(({ state }) => state === 'dead').map(({ id }) => id) : [target];
  for (const id of ids) {
    await client.context.http.request({ method: 'POST', path: `${pathOf(id)}/retry`, auth: 'required' });
    io.out(`${id}  tried again now`);
  }
  if (ids.length === 0) io.out('No job is dead.');
  return 0;
}

async function allJobs(client: PiyakastClient): Promise<Job[]> {
  const answer = await client.context.http.json<{ data: Job[] }>({ path: '/api/v1/jobs', auth: 'required' });
  return answer.data;
}

const pathOf = (id: string) => `/api/v1/jobs/${encodeURIComponent(id)}`;

function lineOf({ id, kind, state, subject, failures, nextAt, problem }: Job): string {
  const when = nextAt === null ? '' : `next ${nextAt}`;
  const why = problem === null ? '' : [problem.code, problem.detail].filter(Boolean).join(': ');
  const tries = failures === 0 ? '' : `${failures} failed`;
  const parts = [state.padEnd(7), kind.padEnd(17), id, subject?.name ?? '', tries, when, why];
  return parts.filter((part) => part !== '').join('  ');
}
