import type { PiyaUploadEventMap } from './events.js';
import type { QueueNews } from './queue/decide-upload.js';
import type { UploadItem } from './queue/upload-item.js';

/** The element's event for a piece of news; `undefined` when pages need none. */
export function uploadEvent(
  news: QueueNews,
  item: UploadItem,
): PiyaUploadEventMap[keyof PiyaUploadEventMap] | undefined {
  const { key, identity, video, progress, metadata, error } = item;
  const about = { key, file: { name: identity.name, sizeBytes: identity.sizeBytes } };
  if (news === 'draft') return make('piya-upload-draft', { ...about, metadata });
  if (news === 'start') return make('piya-upload-start', { ...about, metadata });
  if (news === 'progress' && progress) return make('piya-upload-progress', { ...about, ...progress });
  if (news === 'received' && video) return make('piya-upload-received', { ...about, video });
  if (news === 'published' && video) return make('piya-upload-published', { ...about, video });
  if (news === 'error') return make('piya-upload-error', { ...about, error });
  if (news === 'cancel') return make('piya-upload-cancel', about);
  return undefined;
}

function make<Name extends keyof PiyaUploadEventMap>(
  name: Name,
  detail: PiyaUploadEventMap[Name]['detail'],
): PiyaUploadEventMap[Name] {
  return new CustomEvent(name, { detail, bubbles: true, composed: true }) as PiyaUploadEventMap[Name];
}
