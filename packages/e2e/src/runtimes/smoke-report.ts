import { startSandbox } from '@piyakast/testing/sandbox';

/** What `smoke.mjs` hands to every runtime's test. */
export interface SmokeReport {
  steps: string[];
  userAgent: string;
  hasDocument: boolean;
  hasProcess: boolean;
  globalClass: string;
}

export interface SmokeOptions {
  url: string;
  username: string;
  password: string;
  runtime: string;
  /** @defaultValue so seldom that only the socket can tell of a live in time */
  pollMs?: number;
}

/** Every step of the walk, in order. */
export const STEPS = [
  'wrong password',
  'sign in',
  'config',
  'list',
  'refresh',
  'upload with a cut',
  'get',
  'resume in another client',
  'live',
  'watch a live',
  'delete',
  'sign out',
];

export interface SmokeSandbox {
  optionsFor(runtime: string): SmokeOptions;
  /** Names of the videos and lives that are left. */
  left(): string[];
  /** Cuts the connection once, after so many bytes more. */
  cutAfter(bytes: number): void;
  sha256Of(videoUuid: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A sandbox that recognises a video by its first bytes, and the options of a walk against it. */
export async function smokeSandbox(): Promise<SmokeSandbox> {
  const sandbox = await startSandbox({ media: 'sniff' });
  const { username, password } = sandbox.account;
  return {
    optionsFor: (runtime) => ({ url: sandbox.url, username, password, runtime }),
    left: () => sandbox.videos().map(({ name }) => name),
    cutAfter: (bytes) => sandbox.faults.set({ cutAfterBytes: bytes }),
    sha256Of: (uuid) => sandbox.sha256Of(uuid),
    close: () => sandbox.close(),
  };
}
