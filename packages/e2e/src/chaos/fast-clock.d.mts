import type { Clock } from '@piyakast/sdk';

export interface FastClockOptions {
  /** When fast time and real time were the same, in milliseconds since the UNIX epoch. */
  epochMs: number;
  /** Seconds of fast time in one real second. */
  speed: number;
}

export declare function fastClock(options: FastClockOptions): Clock;
