import { readFileSync } from 'node:fs';
import type { PeerTubeVersion } from '../../peertube/version.js';

/** One recorded exchange with a real PeerTube. */
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
  'live-timeline',
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

/** An entry without a request: what the recorder noted, or a timeline. */
export interface RecordedNote {
  name: string;
}

/** The entries of a file, notes included. */
export function readRecording(version: PeerTubeVersion, name: string): (Recorded | RecordedNote)[] {
  const path = new URL(`../../../fixtures/recordings/${version}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as (Recorded | RecordedNote)[];
}

export const isExchange = (entry: Recorded | RecordedNote): entry is Recorded =>
  'request' in entry && 'response' in entry;
