import type { PiyakastVideo } from '@piyakast/sdk';
import { html, type TemplateResult } from 'lit';
import type { MessageKey, Text } from './messages.js';

const TONES: Readonly<Record<PiyakastVideo['state'], string>> = {
  receiving: 'busy',
  stored: 'warn',
  local: 'warn',
  publishing: 'busy',
  published: 'good',
  rejected: 'bad',
};

const share = (part: number, whole: number): number => (whole > 0 ? Math.floor((part / whole) * 100) : 0);

/** Whether PeerTube refused it for good, so that it waits for its owner and for nothing else. */
export const isRefused = ({ state, problem }: PiyakastVideo): boolean => state === 'local' && problem?.final === true;

/** PeerTube's own player plays only what PeerTube shows to everyone. */
export const hasPeerTubePlayer = ({ privacy, sources }: PiyakastVideo): boolean =>
  (privacy === 'public' || privacy === 'unlisted') && sources.some(({ kind }) => kind === 'peertube');

/** Where a video lives now, as a badge. */
export function stateBadge(video: PiyakastVideo, text: Text): TemplateResult {
  const { state, receivedBytes, publishedBytes, sizeBytes } = video;
  const percent = share(state === 'receiving' ? receivedBytes : publishedBytes, sizeBytes);
  const [tone, key] = isRefused(video) ? (['bad', 'refused'] as const) : ([TONES[state], state] as const);
  return html`<span class="badge ${tone}" data-state=${state}>${text(key, { percent })}</span>`;
}

/** The same as a sentence. */
export const stateText = (video: PiyakastVideo, text: Text): string =>
  text(isRefused(video) ? 'refusedText' : (`${video.state}Text` satisfies MessageKey));
