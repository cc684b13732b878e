import { readFileSync } from 'node:fs';

/** One recorded exchange with a real PeerTube 6.3.0. */
export interface Recorded {
  name: string;
  note?: string;
  request: { method: string; path: string; headers?: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body?: unknown };
}

export const RECORDINGS = [
  'channels',
  'config',
  'constants',
  'cors-embed-errors',
  'live',
  'live-disabled',
  'live-extra',
  'oauth',
  'rate-limit',
  'upload-legacy',
  'upload-resumable',
  'upload-resumable-extra',
  'upload-resumable-restart',
  'users-me',
  'videos',
  'views',
] as const;

export type RecordingName = (typeof RECORDINGS)[number];

/** The exchanges of a file; its notes and timelines, which are no exchanges, have tests of their own. */
export function readRecording(name: RecordingName): Recorded[] {
  const path = new URL(`../../../fixtures/recordings/6.3.0/${name}.json`, import.meta.url);
  const entries = JSON.parse(readFileSync(path, 'utf8')) as Partial<Recorded>[];
  return entries.filter((entry): entry is Recorded => entry.request !== undefined && entry.response !== undefined);
}
