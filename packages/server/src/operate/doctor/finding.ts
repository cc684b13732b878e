import { isPiyaError, redact } from '@piyakast/sdk';

/** What `doctor` exits with: the first fault that it found. */
export const DOCTOR_EXIT = {
  ok: 0,
  config: 2,
  database: 3,
  storage: 4,
  network: 5,
  credentials: 6,
  channel: 7,
  categories: 8,
  address: 9,
  https: 10,
  'two-factor': 11,
  role: 12,
  quota: 13,
  size: 14,
  formats: 15,
  lives: 16,
  replay: 17,
  rtmp: 18,
  transcoding: 19,
  cors: 20,
  embed: 21,
  version: 22,
  clock: 23,
  disk: 24,
} as const;

/** What a check is about. */
export type Area = Exclude<keyof typeof DOCTOR_EXIT, 'ok'>;

export const AREAS = Object.keys(DOCTOR_EXIT).filter((name): name is Area => name !== 'ok');

/** What a check found. */
export interface Finding {
  area: Area;
  /** `note`: works, and should be known. `skipped`: could not be looked at, and why. */
  status: 'ok' | 'note' | 'wrong' | 'skipped';
  detail: string;
  /** What to do about it; with `wrong` and some notes. */
  fix?: string;
}

/** Looks at one thing. Throws {@link Fault} for what is wrong; any other error is wrong too. */
export interface Check {
  area: Area;
  look(signal: AbortSignal): Promise<string | Omit<Finding, 'area'>>;
  /** What to do when it fails for a reason that has no text yet. */
  fix: string;
}

/** Something is wrong, with what to do about it. */
export class Fault extends Error {
  readonly fix: string;
  /** Where the fault lies, when a check finds out about another thing than its own. */
  readonly area: Area | undefined;

  constructor(detail: string, fix: string, area?: Area) {
    super(detail);
    this.name = 'Fault';
    this.fix = fix;
    this.area = area;
  }
}

export const note = (detail: string, fix?: string): Omit<Finding, 'area'> => ({
  status: 'note',
  detail,
  ...(fix === undefined ? {} : { fix }),
});

export const skipped = (detail: string): Omit<Finding, 'area'> => ({ status: 'skipped', detail });

/** A check may not hang: an instance that does not answer is a finding. */
const LONGEST_MS = 20_000;

/** Runs a check; it never throws. */
export async function examine({ area, look, fix }: Check): Promise<Finding> {
  try {
    const found = await look(AbortSignal.timeout(LONGEST_MS));
    return typeof found === 'string' ? { area, status: 'ok', detail: found } : { area, ...found };
  } catch (error) {
    const isFault = error instanceof Fault;
    return {
      area: (isFault ? error.area : undefined) ?? area,
      status: 'wrong',
      detail: reasonOf(error),
      fix: isFault ? error.fix : fix,
    };
  }
}

/** In one line, without secrets, with our code where there is one. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? redact(error.message) : String(error);
  return isPiyaError(error) ? `${message} (${error.code})` : message;
}
