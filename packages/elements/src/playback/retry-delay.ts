import type { Random } from '@piyakast/sdk';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;

/** Milliseconds before the next round over all sources: doubles from 1 s to 30 s, half of it by chance. */
export function retryDelay(attempt: number, random: Random): number {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return delayMs / 2 + (random() * delayMs) / 2;
}
