import type { Random } from '@piyakast/sdk';

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 300;

/** Seconds until the next attempt: doubles, at most 5 minutes, between half and the whole of it by chance. */
export function backoffSeconds(attempts: number, random: Random = Math.random): number {
  const whole = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(Math.max(attempts - 1, 0), 10));
  return whole / 2 + (whole / 2) * random();
}
