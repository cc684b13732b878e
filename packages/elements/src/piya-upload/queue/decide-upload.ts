import type { PiyakastVideo, UploadProgress, VideoMetadata } from '@piyakast/sdk';
import { errorCode } from '../../i18n/error-text.js';
import { checkMetadata, cleanMetadata } from '../form/check-metadata.js';
import { identityOf, sameFile } from './file-identity.js';
import type { FileFacts } from './inspect-file.js';
import { isHeld, isRefused, isRunning, type UploadItem, type UploadItemState } from './upload-item.js';

/** What happens between the start of an upload and its last byte. */
type RunningEvent =
  | { readonly type: 'pause' | 'resume' }
  | { readonly type: 'progress'; readonly progress: UploadProgress }
  | { readonly type: 'failed'; readonly error: unknown }
  /** The server has every byte. */
  | { readonly type: 'received'; readonly video: PiyakastVideo };

/** What happens to a video that the server holds. */
type HeldEvent =
  /** The server reported a change. */
  | { readonly type: 'video'; readonly video: PiyakastVideo }
  /** The owner asked to send it to PeerTube again. */
  | { readonly type: 'move-again' | 'move-failed' };

/** What happened to a file of the list. */
export type UploadEvent =
  /** The file was looked at. */
  | { readonly type: 'inspected'; readonly facts: FileFacts }
  /** The person changed the details. */
  | { readonly type: 'edited'; readonly change: Partial<VideoMetadata> }
  /** The check before the first byte found that the server would not take the file. */
  | { readonly type: 'refused'; readonly error: unknown }
  /** A file for an upload that was interrupted by a reload; `isBegun` when the server knows that upload. */
  | { readonly type: 'file-chosen'; readonly file: File; readonly isBegun: boolean }
  /** The stored handle opens its file no more. */
  | { readonly type: 'handle-lost' }
  | { readonly type: 'start' | 'retry' | 'cancel' | 'remove' }
  /** The upload before it is over. */
  | { readonly type: 'turn' }
  /** Another page sends it. */
  | { readonly type: 'taken-over' }
  | RunningEvent
  | HeldEvent;

/** What to do after a step. */
export type UploadEffect =
  | 'send'
  | 'pause'
  | 'resume'
  /** End the upload at the server, then forget it. */
  | 'cancel'
  /** Delete what is stored for a later page. */
  | 'forget'
  /** Let other pages send it. */
  | 'release'
  | 'move';

/** What the queue reports of an item. `change` is everything without a more specific event. */
export type QueueNews = 'change' | 'draft' | 'start' | 'progress' | 'received' | 'published' | 'error' | 'cancel';

/** The outcome of {@link decideUpload}. */
export interface UploadStep {
  /** `undefined`: it leaves the list. */
  readonly item: UploadItem | undefined;
  readonly news: readonly QueueNews[];
  readonly effects: readonly UploadEffect[];
}

/** The rules of an upload: what follows from what happened. An event that comes too late changes nothing. */
export function decideUpload(item: UploadItem, event: UploadEvent): UploadStep {
  switch (event.type) {
    case 'inspected':
      return to(item, { facts: event.facts });
    case 'edited':
      return item.state === 'draft' ? to(item, { metadata: { ...item.metadata, ...event.change } }) : late(item);
    case 'refused':
      return item.state === 'draft' ? to(item, { state: 'failed', error: event.error }, 'error') : late(item);
    case 'file-chosen':
      return item.state === 'needs-file' ? fileChosen(item, event) : late(item);
    case 'handle-lost':
      return to(item, { handle: undefined });
    case 'start':
      return item.state === 'draft' ? start(item) : late(item);
    case 'turn':
      return item.state === 'queued' ? to(item, { state: 'uploading', isSending: true }, 'start', 'send') : late(item);
    case 'retry':
      return item.state === 'failed'
        ? to(item, { state: item.file ? 'queued' : 'needs-file', error: undefined })
        : late(item);
    case 'pause':
    case 'resume':
    case 'progress':
    case 'failed':
    case 'received':
      return isRunning(item) ? whileRunning(item, event) : late(item);
    case 'video':
    case 'move-again':
    case 'move-failed':
      return isHeld(item) ? whileHeld(item, event) : late(item);
    case 'cancel':
      return cancel(item);
    case 'remove':
    case 'taken-over':
      return { item: undefined, news: ['change'], effects: ['release'] };
  }
}

function fileChosen(item: UploadItem, { file, isBegun }: Extract<UploadEvent, { type: 'file-chosen' }>): UploadStep {
  if (!sameFile(item.identity, identityOf(file))) return to(item, { otherFile: true });
  // A password is not stored, so an upload that the server does not know yet has to ask for it again.
  const state = item.metadata.privacy === 'password' && !isBegun ? 'draft' : 'queued';
  return to(item, { file, state, otherFile: false });
}

function start(item: UploadItem): UploadStep {
  const problems = checkMetadata(item.metadata);
  if (Object.keys(problems).length > 0) return to(item, { problems });
  return to(item, { problems, metadata: cleanMetadata(item.metadata), error: undefined, state: 'queued' });
}

function whileRunning(item: UploadItem, event: RunningEvent): UploadStep {
  switch (event.type) {
    case 'pause':
      return to(item, { state: 'paused' }, 'change', ...(item.isSending ? (['pause'] as const) : []));
    case 'resume':
      if (item.state !== 'paused') return late(item);
      return item.isSending ? to(item, { state: 'uploading' }, 'change', 'resume') : to(item, { state: 'queued' });
    case 'progress':
      return to(item, { progress: event.progress }, 'progress');
    case 'failed':
      return failed(item, event.error);
    case 'received': {
      const received = to(item, { state: 'received', video: event.video, isSending: false }, 'received', 'release');
      // The server may already be further.
      return event.video.state === 'stored' ? received : then(received, { type: 'video', video: event.video });
    }
  }
}

function failed(item: UploadItem, error: unknown): UploadStep {
  const state = errorCode(error) === 'upload/invalid-metadata' ? 'draft' : 'failed';
  // A refused file must not come back after a reload as one that was only interrupted.
  const forget = isRefused(error) ? (['forget'] as const) : [];
  return to(item, { state, error, isSending: false }, 'error', 'release', ...forget);
}

function whileHeld(item: UploadItem, event: HeldEvent): UploadStep {
  if (event.type !== 'video') {
    const isAsked = event.type === 'move-again';
    return to(item, { moveFailed: !isAsked }, 'change', ...(isAsked ? (['move'] as const) : []));
  }
  const state = stateOfVideo(event.video);
  const isNews = state === 'published' && item.state !== 'published';
  return to(item, { video: event.video, state, moveFailed: false }, isNews ? 'published' : 'change');
}

function cancel(item: UploadItem): UploadStep {
  const news = item.state === 'draft' ? 'change' : 'cancel';
  return { item: undefined, news: [news], effects: [item.isSending ? 'cancel' : 'forget', 'release'] };
}

/** A video's state as the state of its item. */
function stateOfVideo({ state }: PiyakastVideo): UploadItemState {
  // The page was answered "received", so a server that says less is behind.
  return state === 'stored' || state === 'receiving' ? 'received' : state;
}

const late = (item: UploadItem): UploadStep => ({ item, news: [], effects: [] });

function to(
  item: UploadItem,
  change: Partial<UploadItem>,
  news: QueueNews = 'change',
  ...effects: UploadEffect[]
): UploadStep {
  return { item: { ...item, ...change }, news: [news], effects };
}

function then(step: UploadStep, event: UploadEvent): UploadStep {
  if (!step.item) return step;
  const next = decideUpload(step.item, event);
  return { item: next.item, news: [...step.news, ...next.news], effects: [...step.effects, ...next.effects] };
}

/** The file to send next, if it is time: one after the other, and one that is paused lets the next go ahead. */
export function nextToSend(items: readonly UploadItem[]): UploadItem | undefined {
  if (items.some(({ state }) => state === 'uploading')) return undefined;
  return items.find(({ state, file }) => state === 'queued' && file !== undefined);
}
