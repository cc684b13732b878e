import { errorText } from '../../i18n/error-text.js';
import type { Language, MessageValues } from '../../i18n/i18n.js';
import type { UploadMessage } from '../messages.js';
import type { QueueNews } from '../queue/decide-upload.js';
import { isRefusedByPeerTube, percentOf, type UploadItem } from '../queue/upload-item.js';

/** What a screen reader announces: milestones only, as every chunk would drown it. */
export class Announcer {
  readonly #quarters = new Map<string, number>();

  /** The sentence for a piece of news; `undefined` when it is not worth one. */
  say(
    news: QueueNews,
    item: UploadItem,
    text: (key: UploadMessage, values: MessageValues) => string,
    language: Language,
  ): string | undefined {
    const { name } = item.metadata;
    if (news === 'start') return text('saidStart', { name });
    if (news === 'received') return text('saidReceived', { name });
    if (news === 'published') return text('saidPublished', { name });
    if (news === 'cancel') return text('saidCancel', { name });
    if (news === 'error') return text('saidError', { name, ...errorText(item.error, language) });
    if (isRefusedByPeerTube(item)) {
      return text('saidRefused', { name, ...errorText(item.video?.problem?.code ?? '', language) });
    }
    if (item.state === 'local') return text('saidLocal', { name });
    if (news !== 'progress') return undefined;
    const percent = Math.floor(percentOf(item) / 25) * 25;
    if (percent <= (this.#quarters.get(item.key) ?? 0) || percent >= 100) return undefined;
    this.#quarters.set(item.key, percent);
    return text('saidQuarter', { name, percent });
  }
}
