import { FAILOVER_CODES } from '@piyakast/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../../i18n/error-text.js';
import { formatBytes, formatSeconds } from '../../internal/format.js';
import { type MetadataFormContext, metadataForm } from '../form/metadata-form.js';
import type { UploadMessage } from '../messages.js';
import {
  canRetry,
  isRefusedByPeerTube,
  percentOf,
  publishedPercentOf,
  type UploadItem,
  type UploadItemState,
} from '../queue/upload-item.js';
import { type RowActionsContext, rowActions } from './row-actions.js';

/** What a row's template needs from its element. */
export interface RowContext extends MetadataFormContext, RowActionsContext {}

const FAILOVER = new Set<string>(FAILOVER_CODES);

/** Nothing to do for the owner: the video is sent as soon as PeerTube answers again. */
const isOutage = (code: string): boolean => code.startsWith('network/') || FAILOVER.has(code);

const TONES: Partial<Record<UploadItemState, string>> = {
  uploading: 'busy',
  publishing: 'busy',
  received: 'busy',
  local: 'wait',
  paused: 'wait',
  'needs-file': 'wait',
  published: 'good',
  failed: 'bad',
  rejected: 'bad',
};

/** One file of the list. */
export function uploadRow(item: UploadItem, context: RowContext): TemplateResult {
  const { text } = context;
  const name = item.metadata.name || item.identity.name;
  const isFinal = item.state === 'failed' && !canRetry(item);
  const shown = isRefusedByPeerTube(item) ? 'refused' : isFinal ? 'rejected' : item.state;
  const tone = shown === 'refused' ? 'bad' : (TONES[item.state] ?? '');
  return html`<li class="row" data-state=${item.state} data-key=${item.key}>
    <div class="head">
      <div class="title">
        <p class="name">${item.state === 'draft' ? item.identity.name : name}</p>
        <span class="hint">${factsOf(item, context).join(' · ')}</span>
      </div>
      <span class="badge ${tone}">${text(shown)}</span>
    </div>
    ${item.state === 'draft' ? html`<slot name="form-${item.key}">${metadataForm(item, context)}</slot>` : nothing}
    ${progress(item, name, context)} ${publishing(item, name, context)}
    ${explanation(item, context)} ${problem(item, context)}
    <div class="actions">${rowActions(item, name, context)}</div>
  </li>`;
}

/** What is known of the file before it is sent: size, format, length and picture. */
function factsOf({ identity, facts, state }: UploadItem, { text, language }: RowContext): string[] {
  const size = formatBytes(identity.sizeBytes, language);
  if (!facts) return [size];
  const { format, media } = facts;
  return [
    size,
    ...(format ? [format] : []),
    ...(media && media.seconds > 0 ? [formatSeconds(media.seconds, language)] : []),
    ...(media && media.width > 0 ? [`${media.width} × ${media.height}`] : []),
    ...(format && !media && state === 'draft' ? [text('noPreview')] : []),
  ];
}

/** The way from the server to PeerTube, in bytes; nothing while PeerTube has confirmed none. */
function publishing(item: UploadItem, name: string, { text, language }: RowContext): TemplateResult | typeof nothing {
  const { state, video } = item;
  if (state !== 'publishing' || !video || video.publishedBytes === 0) return nothing;
  const percent = publishedPercentOf(item);
  const size = (bytes: number) => formatBytes(bytes, language);
  const amount = text('amount', { sent: size(video.publishedBytes), total: size(video.sizeBytes) });
  return html`<progress max="100" value=${percent} aria-label=${text('publishingOf', { name })}>${percent} %</progress>
    <p class="facts"><span>${percent} %</span><span>${amount}</span></p>`;
}

function progress(item: UploadItem, name: string, { text, language }: RowContext): TemplateResult | typeof nothing {
  const now = item.progress;
  const shown = item.state === 'uploading' || item.state === 'paused' || (item.state === 'failed' && now);
  if (!shown) return nothing;
  const size = (bytes: number) => formatBytes(bytes, language);
  const parts = [
    text('amount', { sent: size(now?.sentBytes ?? 0), total: size(item.identity.sizeBytes) }),
    ...(item.state === 'uploading' && now && now.bytesPerSecond > 0
      ? [text('rate', { rate: size(now.bytesPerSecond) })]
      : []),
    ...(item.state === 'uploading' && now?.etaSeconds != null
      ? [text('left', { time: formatSeconds(now.etaSeconds, language) })]
      : []),
  ];
  const percent = percentOf(item);
  return html`<progress max="100" value=${percent} aria-label=${text('progressOf', { name })}>${percent} %</progress>
    <p class="facts"><span>${percent} %</span>${parts.map((part) => html`<span>${part}</span>`)}</p>`;
}

function explanation(item: UploadItem, { text }: RowContext): TemplateResult | typeof nothing {
  const line = explanationOf(item);
  return line ? html`<p class="hint">${text(line)}</p>` : nothing;
}

function explanationOf(item: UploadItem): UploadMessage | undefined {
  if (item.state === 'needs-file') return item.handle ? 'needsConsentText' : 'needsFileText';
  if (item.state === 'received') return 'receivedText';
  if (item.state === 'publishing') return publishedPercentOf(item) >= 100 ? 'convertingText' : 'publishingText';
  if (item.state === 'local') return isRefusedByPeerTube(item) ? 'refusedText' : 'localText';
  if (item.state !== 'uploading') return undefined;
  const phase = item.progress?.phase ?? 'checking';
  return phase === 'checking' || phase === 'waiting' || phase === 'processing' ? phase : undefined;
}

function problem(item: UploadItem, { text, language }: RowContext): TemplateResult | typeof nothing {
  if (item.otherFile) return html`<div class="notice error"><strong>${text('otherFile')}</strong></div>`;
  if (item.moveFailed) return html`<div class="notice error"><strong>${text('moveFailed')}</strong></div>`;
  const subject = problemOf(item);
  if (subject === undefined) return nothing;
  const { what, next } = errorText(subject, language);
  return html`<div class="notice error"><strong>${what}</strong><span class="next">${next}</span></div>`;
}

/** The error, or the code of the video's problem where its owner can do something about it. */
function problemOf(item: UploadItem): unknown {
  const code = item.video?.problem?.code;
  if (item.state === 'rejected') return code ?? 'upload/rejected';
  return item.state === 'local' && code !== undefined && !isOutage(code) ? code : item.error;
}
