import type { ErrorCode } from '../contract/error-codes.js';
import { redact } from './redact.js';

const BRAND = 'PiyaError';

/** What every error of the kit is made from; see {@link PiyaError}. */
export interface PiyaErrorOptions {
  /** What happened; stable across versions. */
  code: ErrorCode;
  /** HTTP status of the answer that caused it, when there was an answer. */
  status?: number | undefined;
  /** Whether the same call may succeed later with nothing changed. */
  retryable?: boolean;
  /** The error underneath. */
  cause?: unknown;
}

/**
 * The plain form of an error: what `JSON.stringify` writes, and what crosses a worker's border. It has the facts of the
 * class too, such as `route` and `detail` of an HttpError, and {@link isPiyaError} is true of it.
 */
export interface PiyaErrorJson {
  name: string;
  /** As in {@link PiyaError}. */
  code: ErrorCode;
  message: string;
  /** HTTP status; `undefined` when there was no answer. */
  status: number | undefined;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /** The page that explains the code. */
  docsUrl: string;
}

/**
 * The base of every error that the kit throws. An abort is the one exception: `signal.reason` passes through as it is.
 *
 * The message says what happened and what to do next. It never holds a token, a key or a password.
 *
 * @example
 * ```ts
 * import { PiyaError } from '@piyakast/sdk';
 *
 * class DiskFull extends PiyaError {
 *   constructor(cause: unknown) {
 *     // A store of your own may throw the kit's errors too.
 *     super('The disk is full. Free some space.', { code: 'upload/store-failed', retryable: true, cause });
 *   }
 * }
 * console.log(new DiskFull(undefined).docsUrl);
 * ```
 */
export class PiyaError<Options extends PiyaErrorOptions = PiyaErrorOptions> extends Error {
  override name = 'PiyaError';
  // `declare`: the constructor sets them, class fields would only cost bytes.
  /** What happened; stable across versions. Branch on it, with a default for the codes of newer servers. */
  declare readonly code: ErrorCode;
  /** HTTP status of the answer that caused it; `undefined` when there was none. */
  declare readonly status: number | undefined;
  /**
   * Whether the same call may succeed later with nothing changed. What is safe to repeat was repeated already.
   */
  declare readonly retryable: boolean;
  /** Marks the class across realms and copies of the package, where `instanceof` fails. */
  readonly brand = BRAND;

  constructor(message: string, options: Options) {
    super(redact(message), options);
    for (const [name, value] of Object.entries({ retryable: false, ...options })) {
      (this as Record<string, unknown>)[name] = typeof value === 'string' ? redact(value) : value;
    }
  }

  /** The page that explains this code: what happened, who can fix it, and how. */
  get docsUrl(): string {
    return `https://github.com/piyakast/kit/blob/main/docs/errors/${this.code.replace('/', '-')}.md`;
  }

  /**
   * What `JSON.stringify` writes; without `cause` and stack.
   *
   * @example
   * ```ts
   * import { PiyaError } from '@piyakast/sdk';
   *
   * const error = new PiyaError('The token=secret was refused.', { code: 'auth/refresh-rejected' });
   * console.log(error.toJSON().message); // The token=[redacted] was refused.
   * ```
   */
  toJSON(): PiyaErrorJson {
    return { ...this, message: this.message, docsUrl: this.docsUrl };
  }
}

/**
 * Whether a thrown value is an error of this kit; true also for one of another copy of the package.
 *
 * @example
 * ```ts
 * import { isPiyaError, PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * await client.videos.get('gRjscAKWouefiE5Tmt8MeC').catch((error: unknown) => {
 *   if (!isPiyaError(error) || error.code !== 'video/not-found') throw error;
 *   console.log('This video is gone.');
 * });
 * ```
 */
export function isPiyaError(value: unknown): value is PiyaError {
  return (value as { brand?: unknown } | null | undefined)?.brand === BRAND;
}
