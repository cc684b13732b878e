import type { PiyakastClient } from '@piyakast/sdk';
import type { Job } from '../jobs/jobs.js';
import { defineCommand, EXIT, usageError } from './command.js';
import type { CliIo } from './io.js';
import { serverClient } from './server-client.js';

const OPTIONS = { dead: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** `piyakast jobs list | retry | cancel`, through the running server. Needs an administrator's token. */
export const jobs = defineCommand(OPTIONS, async (io, { dead = false, json = false }, [action = 'list', target]) => {
  const client = await serverClient(io.env);
  switch (action) {
    case 'list':
      return list(io, client, { dead, json });
    case 'retry':
      if (target === undefined && !dead) break;
      return retry(io, client, target);
    case 'cancel':
      if (target === undefined) break;
      await client.context.http.request({ method: 'DELETE', path: pathOf(target), auth: 'required' });
      io.out(`${target}  cancelled`);
      return EXIT.ok;
  }
  throw usageError('Use "piyakast jobs list [--dead] [--json]", "jobs retry <id>|--dead" or "jobs cancel <id>".');
});

async function list(io: CliIo, client: PiyakastClient, only: { dead: boolean; json: boolean }): Promise<number> {
  const found = await allJobs(client);
  const shown = only.dead ? found.filter(({ state }) => state === 'dead') : found;
  if (only.json) io.out(JSON.stringify(shown, undefined, 2));
  else if (shown.length === 0) io.out('There are no jobs.');
  else for (const job of shown) io.out(lineOf(job));
  return EXIT.ok;
}

/** Every dead one when no job is named. */
async function retry(io: CliIo, client: PiyakastClient, target: string | undefined): Promise<number> {
  const ids =
    target === undefined
      ? (await allJobs(client)).filter(({ state }) => state === 'dead').map(({ id }) => id)
      : [target];
  for (const id of ids) {
    await client.context.http.request({ method: 'POST', path: `${pathOf(id)}/retry`, auth: 'required' });
    io.out(`${id}  tried again now`);
  }
  if (ids.length === 0) io.out('No job is dead.');
  return EXIT.ok;
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
