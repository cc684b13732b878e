import { isPiyaError, NetworkError } from '@piyakast/sdk';
import type { VideoRow } from '../db/schema.js';
import type { RemoteVideo } from '../peertube/gateway.js';
import { CLAIM_SECONDS, type Claim, claimVideo, release } from '../videos/claims.js';
import { applyNext, publish } from './apply.js';
import { keepAlive, type OutageWatch, offline, watchOutage } from './attempt.js';
import { backoffSeconds } from './backoff.js';
import { chooseInstance } from './choose-instance.js';
import { decide, type Next, type Outcome } from './decide.js';
import type { PublisherDeps, StepDeps } from './deps.js';
import { judgeFailure } from './failure.js';
import { confirm } from './steps/confirm.js';
import { remove } from './steps/remove.js';
import { send } from './steps/send.js';
import { settle } from './steps/settle.js';
import { removeExpiredFile } from './sweeps.js';
import { ClaimLostError } from './upload-records.js';

/**
 * Does the next step of one video's way to PeerTube, and notes in its row when to come again.
 *
 * Running twice, in one process or in two, does no harm: only the holder of the row works.
 */
export type Publisher = (videoId: string, signal: AbortSignal) => Promise<void>;

interface Attempt {
  claim: Claim;
  outage: OutageWatch;
  signal: AbortSignal;
}

export function createPublisher(deps: PublisherDeps): Publisher {
  const { db, instances, log } = deps;

  return async (videoId, signal) => {
    const taken = await claimVideo(db, videoId);
    if (taken === undefined) return;
    const { claim, instance } = await chooseInstance(instances, taken);
    const { health } = instance;
    const own: StepDeps = { ...deps, gateway: instance.gateway, health };
    if (health.current.state === 'down' && isKnownToWait(claim.row)) {
      // Nothing new to say; the return of PeerTube ends the wait before its time.
      const attempts = claim.row.attempts + 1;
      await claim.note({ ...release(backoffSeconds(attempts, deps.random)), attempts });
      return;
    }
    const held = keepAlive(claim, log);
    const outage = watchOutage(health);
    const attempt = { claim, outage, signal: AbortSignal.any([signal, held.signal]) };
    try {
      await (claim.row.deletedAt === null ? advance(own, attempt) : removeOrWait(own, attempt));
    } catch (error) {
      const isLost = error instanceof ClaimLostError || held.signal.aborted;
      if (!isLost && !signal.aborted) throw error;
      log.debug({ videoId }, 'the attempt ended: the video is not ours any more, or the server stops');
      // A visible change in between only means one more round.
      await claim.note(release(0));
    } finally {
      outage.stop();
      held.stop();
    }
  };
}

/** Runs steps until one has to wait. Bytes move in a job of their own, so that other videos get their turn. */
async function advance(deps: StepDeps, attempt: Attempt): Promise<void> {
  const { claim } = attempt;
  let row = claim.row;
  for (;;) {
    const outcome = await outcomeOf(deps, attempt, row);
    const progress = { ...row, stepSinceMs: row.stepSince.getTime() };
    const next = decide(progress, outcome, Date.now(), deps.random);
    report(deps, row, outcome, next);
    if (next.kind === 'publish') return finish(deps, row, next.remote);
    const changed = await applyNext(claim, row, next, deps.gateway.url);
    if (changed === undefined) throw new ClaimLostError();
    if (next.kind !== 'step') return;
    if (next.step === 'send' || next.afterSeconds > 0) {
      await claim.note(release(next.afterSeconds));
      return;
    }
    row = changed;
  }
}

async function outcomeOf(deps: StepDeps, attempt: Attempt, row: VideoRow): Promise<Outcome> {
  const { claim, outage, signal } = attempt;
  if (deps.health.current.state === 'down') {
    return { kind: 'failed', error: new NetworkError('PeerTube does not answer.', offline) };
  }
  const run = (): Promise<Outcome> => {
    switch (row.step) {
      case 'send':
        return send(deps, claim, { outage, signal });
      case 'confirm':
        return confirm(deps, row);
      case 'settle':
        return settle(deps, row);
    }
  };
  try {
    return await outage.race(run());
  } catch (error) {
    if (error instanceof ClaimLostError || signal.aborted) throw error;
    return { kind: 'failed', error };
  }
}

async function finish({ db, files, gateway, log, metrics, config }: StepDeps, row: VideoRow, remote: RemoteVideo) {
  const policy = config.localFilePolicy;
  if (!(await publish(db, row, remote, policy.kind === 'keep' ? policy.days : 0))) throw new ClaimLostError();
  metrics.publishes.inc({ instance: gateway.url, result: 'ok', reason: '' });
  const receivedMs = row.receivedAt?.getTime() ?? Date.now();
  metrics.publishSeconds.observe({ instance: gateway.url }, (Date.now() - receivedMs) / 1000);
  log.info({ event: 'video.published', videoId: row.id, instance: gateway.url, uuid: remote.uuid }, 'published');
  await removeExpiredFile(db, files, log, row.id);
}

async function removeOrWait(deps: StepDeps, { claim, outage, signal }: Attempt): Promise<void> {
  try {
    await outage.race(remove(deps, claim));
  } catch (error) {
    if (error instanceof ClaimLostError || signal.aborted) throw error;
    const attempts = claim.row.attempts + 1;
    const { retryAfterSeconds, mayBeDown } = judgeFailure(error, attempts, deps.random);
    if (mayBeDown) void deps.health.check();
    await claim.note({ ...release(retryAfterSeconds ?? CLAIM_SECONDS), attempts });
    deps.log.warn({ err: error, videoId: claim.row.id }, 'not removed at PeerTube yet');
  }
}

/** Metrics and the log of what a step came to. */
function report(deps: StepDeps, row: VideoRow, outcome: Outcome, next: Next): void {
  const { log, metrics, health, gateway } = deps;
  if (outcome.kind === 'failed' && judgeFailure(outcome.error, 1).mayBeDown) void health.check();
  if (outcome.kind === 'lost') {
    log.warn({ event: 'video.whole-send-lost', videoId: row.id }, 'PeerTube made no video of a whole file');
  }
  const problem = next.kind === 'again' || next.kind === 'refuse' ? next.problem : undefined;
  if (problem === undefined) return;
  const labels = { instance: gateway.url, reason: problem.code };
  metrics.publishes.inc({ ...labels, result: 'failed' });
  if (row.state !== 'local') metrics.fallbacks.inc(labels);
  const isRefused = next.kind === 'refuse';
  const event = isRefused ? 'video.refused' : 'video.local';
  const again = next.kind === 'again' ? next.afterSeconds : null;
  const line = { event, videoId: row.id, code: problem.code, again, detail: problem.detail };
  const text = isRefused ? 'PeerTube does not take it' : 'stays on this server for now';
  if (outcome.kind === 'failed' && !isPiyaError(outcome.error)) log.error({ ...line, err: outcome.error }, text);
  else log.warn(line, text);
}

const isKnownToWait = (row: VideoRow): boolean =>
  row.deletedAt !== null || (row.state === 'local' && row.problemCode !== null);
