import type { Finding } from '../jobs/reconcile.js';
import { defineCommand, EXIT } from './command.js';
import { serverClient } from './server-client.js';

const OPTIONS = { repair: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** `piyakast reconcile`, through the running server. Exit code 1 when something is left that was not repaired. */
export const reconcile = defineCommand(OPTIONS, async (io, { repair = false, json = false }) => {
  const client = await serverClient(io.env);
  const request = { method: 'POST', path: '/api/v1/reconcile', json: { repair }, auth: 'required' } as const;
  const { data } = await client.context.http.json<{ data: Finding[] }>({ ...request, timeoutMs: 600_000 });
  if (json) io.out(JSON.stringify(data, undefined, 2));
  else if (data.length === 0) io.out('Database, storage and PeerTube agree.');
  else {
    for (const { kind, id, uuid, detail, repair: done } of data) {
      io.out([kind.padEnd(19), id, uuid ?? '', detail, done ?? ''].filter((part) => part !== '').join('  '));
    }
  }
  return data.every((finding) => finding.repair !== null) ? EXIT.ok : EXIT.failed;
});
