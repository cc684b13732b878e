import type { PiyakastStream } from '@piyakast/sdk';
import { mayManage, type Principal } from '../auth/principal.js';
import type { StreamRow } from '../db/schema.js';

/** A live as a principal may see it. The key is in no view. */
export function streamView(row: StreamRow, principal: Principal | undefined, publicUrl: string): PiyakastStream {
  const mine = mayManage(principal, row);
  return {
    id: row.id,
    url: `${publicUrl}/v/${row.id}`,
    name: row.name,
    description: row.description,
    category: row.category,
    privacy: row.privacy,
    state: row.state,
    viewers: row.viewers,
    permanentLive: row.permanentLive,
    saveReplay: row.saveReplay,
    latencyMode: row.latencyMode,
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    dvrWindow: row.dvrWindow,
    instanceUrl: row.peertubeUrl,
    uuid: row.peertubeUuid,
    embedUrl: row.peertubeEmbedUrl,
    replays: row.replays,
    problem:
      mine && row.problemCode !== null ? { code: row.problemCode, detail: row.problemDetail ?? row.problemCode } : null,
    mine,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
