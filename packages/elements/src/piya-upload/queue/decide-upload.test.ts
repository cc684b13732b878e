import { expect } from '@esm-bundle/chai';
import { NetworkError, UploadError } from '@piyakast/sdk';
import { aVideo } from '../../test-support/fake-piyakast.js';
import { decideUpload, nextToSend, type UploadEvent } from './decide-upload.js';
import { identityOf } from './file-identity.js';
import { newItem, type UploadItem, type UploadItemState } from './upload-item.js';

const file = new File(['film'], 'film.mp4', { lastModified: 1 });
const gone = new NetworkError('gone', { code: 'network/unreachable', retryable: true });

const anItem = (change: Partial<UploadItem> = {}): UploadItem => ({
  ...newItem({
    key: 'k',
    identity: identityOf(file),
    metadata: { name: 'Film' },
    file,
    handle: undefined,
    state: 'draft',
  }),
  ...change,
});

/** All events one after the other; what came of each. */
function play(item: UploadItem, ...events: UploadEvent[]) {
  let now: UploadItem | undefined = item;
  const log: string[] = [];
  for (const event of events) {
    if (!now) break;
    const { item: next, news, effects } = decideUpload(now, event);
    log.push(`${event.type}: ${[next?.state ?? 'gone', ...news, ...effects.map((effect) => `!${effect}`)].join(' ')}`);
    now = next;
  }
  return { item: now, log };
}

describe('decideUpload()', () => {
  it('leads a draft to a published video', () => {
    const { log } = play(
      anItem(),
      { type: 'edited', change: { name: 'Our film' } },
      { type: 'start' },
      { type: 'turn' },
      { type: 'received', video: aVideo() },
      { type: 'video', video: aVideo({ state: 'local' }) },
      { type: 'move-again' },
      { type: 'move-failed' },
      { type: 'video', video: aVideo({ state: 'publishing' }) },
      { type: 'video', video: aVideo({ state: 'published' }) },
      { type: 'video', video: aVideo({ state: 'published' }) },
      { type: 'remove' },
    );
    expect(log).to.deep.equal([
      'edited: draft change',
      'start: queued change',
      'turn: uploading start !send',
      'received: received received !release',
      'video: local change',
      'move-again: local change !move',
      'move-failed: local change',
      'video: publishing change',
      'video: published published',
      'video: published change',
      'remove: gone change !release',
    ]);
  });

  it('resumes one that is being prepared instead of sending it twice', () => {
    const { log } = play(anItem({ state: 'queued' }), { type: 'turn' }, { type: 'pause' }, { type: 'resume' });
    expect(log.slice(1)).to.deep.equal(['pause: paused change !pause', 'resume: uploading change !resume']);
    const waiting = play(anItem({ state: 'queued' }), { type: 'pause' }, { type: 'resume' });
    expect(waiting.log).to.deep.equal(['pause: paused change', 'resume: queued change']);
  });

  it('keeps a draft whose details are wrong, and says which', () => {
    const { item } = play(anItem({ metadata: { name: 'no' } }), { type: 'start' });
    expect(item).to.include({ state: 'draft' });
    expect(item?.problems).to.deep.equal({ name: 'nameProblem' });
  });

  it('keeps what may be tried again, and forgets what was refused for good', () => {
    const sending = anItem({ state: 'uploading', isSending: true });
    const refused = new UploadError('no video', { code: 'upload/invalid-file' });
    expect(play(sending, { type: 'failed', error: gone }, { type: 'retry' }).log).to.deep.equal([
      'failed: failed error !release',
      'retry: queued change',
    ]);
    expect(play(sending, { type: 'failed', error: refused }).log).to.deep.equal([
      'failed: failed error !release !forget',
    ]);
    const wrong = new UploadError('title', { code: 'upload/invalid-metadata' });
    expect(play(sending, { type: 'failed', error: wrong }).item?.state).to.equal('draft');
  });

  it('ends at the server only what was begun there', () => {
    expect(play(anItem(), { type: 'cancel' }).log).to.deep.equal(['cancel: gone change !forget !release']);
    expect(play(anItem({ state: 'paused', isSending: true }), { type: 'cancel' }).log).to.deep.equal([
      'cancel: gone cancel !cancel !release',
    ]);
  });

  it('takes only the file that an upload was begun with', () => {
    const waiting = anItem({ state: 'needs-file', file: undefined });
    const other = new File(['other'], 'film.mp4', { lastModified: 2 });
    const wrong = play(waiting, { type: 'file-chosen', file: other, isBegun: true }).item;
    expect(wrong).to.include({ state: 'needs-file', otherFile: true });
    expect(play(waiting, { type: 'file-chosen', file, isBegun: true }).item).to.include({ state: 'queued', file });
  });

  it('asks for a password again that it did not store', () => {
    const waiting = anItem({ state: 'needs-file', metadata: { name: 'Film', privacy: 'password' } });
    expect(play(waiting, { type: 'file-chosen', file, isBegun: false }).item?.state).to.equal('draft');
    expect(play(waiting, { type: 'file-chosen', file, isBegun: true }).item?.state).to.equal('queued');
  });

  it('ignores every event that comes too late', () => {
    const events: UploadEvent[] = [
      { type: 'edited', change: { name: 'Other' } },
      { type: 'refused', error: gone },
      { type: 'start' },
      { type: 'turn' },
      { type: 'pause' },
      { type: 'resume' },
      {
        type: 'progress',
        progress: { phase: 'sending', sentBytes: 1, totalBytes: 4, bytesPerSecond: 0, etaSeconds: null },
      },
      { type: 'failed', error: gone },
      { type: 'received', video: aVideo() },
      { type: 'file-chosen', file, isBegun: true },
      { type: 'retry' },
    ];
    for (const state of ['received', 'publishing', 'local', 'published', 'rejected'] satisfies UploadItemState[]) {
      const item = anItem({ state, video: aVideo() });
      for (const event of events) {
        expect(decideUpload(item, event), `${event.type} in ${state}`).to.deep.equal({ item, news: [], effects: [] });
      }
    }
  });
});

describe('nextToSend()', () => {
  it('sends one after the other, and lets the next go ahead of one that is paused', () => {
    const queued = anItem({ key: 'b', state: 'queued' });
    expect(nextToSend([anItem({ state: 'uploading' }), queued])).to.equal(undefined);
    expect(nextToSend([anItem({ state: 'paused' }), queued])).to.equal(queued);
    expect(nextToSend([anItem({ state: 'queued', file: undefined })])).to.equal(undefined);
  });
});
