import { memoryTokenStore, PeerTubeClient } from '@piyakast/sdk';
import type { Config } from '../../config/config.js';
import { accountChecks } from './account-checks.js';
import { type Ask, addressChecks } from './address-checks.js';
import { type Area, type Check, DOCTOR_EXIT, examine, type Finding } from './finding.js';
import { instanceChecks } from './instance-checks.js';
import { ownChecks } from './own-checks.js';
import { playbackChecks } from './playback-checks.js';

export interface DoctorOptions {
  /** What is not looked at, because the site does without it. */
  skip?: readonly Area[];
  /** Called with each finding as soon as it is there. */
  onFinding?: (finding: Finding) => void;
  /** @defaultValue `fetch` */
  ask?: Ask;
}

/**
 * Looks at everything that a server needs, one thing after the other, and changes nothing.
 *
 * What depends on something that is wrong is skipped: an instance that does not answer is one fault and not twelve.
 */
export async function runDoctor(config: Config, options: DoctorOptions = {}): Promise<Finding[]> {
  const { skip = [], onFinding, ask = (url, init) => fetch(url, init) } = options;
  const findings: Finding[] = [];
  const stopping = new AbortController();
  const client = new PeerTubeClient({
    url: config.peertube.url,
    tokenStore: memoryTokenStore(),
    timeoutMs: 10_000,
    signal: stopping.signal,
  });
  const run = async (checks: readonly Check[]): Promise<boolean> => {
    let isWell = true;
    for (const check of checks) {
      if (skip.includes(check.area)) continue;
      const finding = await examine(check);
      isWell &&= finding.status !== 'wrong';
      findings.push(finding);
      onFinding?.(finding);
    }
    return isWell;
  };
  try {
    await run(ownChecks(config));
    const [network, ...address] = addressChecks(client.url, ask);
    if (network === undefined || !(await run([network]))) return findings;
    const isAddressed = await run(address.filter(({ area }) => area !== 'clock'));
    await run(address.filter(({ area }) => area === 'clock'));
    const [credentials, ...account] = accountChecks(client, config);
    const [version, ...instance] = instanceChecks(client, config);
    await run(version === undefined ? [] : [version]);
    if (!isAddressed || credentials === undefined || !(await run([credentials]))) {
      await run(instance.filter(({ area }) => area !== 'rtmp'));
      return findings;
    }
    await run([...account, ...instance, ...playbackChecks(client, config, ask)]);
    return findings;
  } finally {
    await client.auth.signOut().catch(() => undefined);
    stopping.abort();
  }
}

/** The code of the first fault; 0 when all is well. */
export function exitCodeOf(findings: readonly Finding[]): number {
  const fault = findings.find(({ status }) => status === 'wrong');
  return fault === undefined ? DOCTOR_EXIT.ok : DOCTOR_EXIT[fault.area];
}
