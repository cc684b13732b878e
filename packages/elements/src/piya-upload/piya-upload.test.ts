import { expect } from '@esm-bundle/chai';
import { NetworkError, UploadError } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { CLIP } from '../test-support/clips.js';
import { nextEvent, record } from '../test-support/events.js';
import { aVideo, FakePiyakast, type FakeUpload } from '../test-support/fake-piyakast.js';
import { expectAccessible, expectFits, inside, mount, textOf, type, unmountAll } from '../test-support/page.js';
import './define.js';
import type {
  UploadDraftDetail,
  UploadErrorDetail,
  UploadProgressDetail,
  UploadStartDetail,
  UploadVideoDetail,
} from './events.js';
import type { PiyaUpload } from './piya-upload.js';

const NAMES = ['start', 'progress', 'received', 'published', 'error', 'cancel'].map((name) => `piya-upload-${name}`);

/** The first box of an MP4: content is looked at, so zeros are no video. */
const MP4_HEAD = new TextEncoder().encode('\0\0\0\x18ftypisom\0\0\0\0isommp42');

const aFile = (name = 'my_holiday.mp4', size = 1000) =>
  new File([MP4_HEAD, new Uint8Array(size - MP4_HEAD.length)], name, {
    type: 'video/mp4',
    lastModified: 1_700_000_000_000,
  });

async function setup(change: Partial<PiyaUpload> = {}, client = new FakePiyakast()) {
  const element = document.createElement('piya-upload');
  Object.assign(element, { client, lang: 'en', ...change });
  await mount(element);
  await until('the limits', () => element.renderRoot.querySelector('.drop .hint'));
  return { element, client };
}

const click = (element: PiyaUpload, action: string) => inside(element, `[data-action=${action}]`).click();
const has = (element: PiyaUpload, state: string) => element.renderRoot.querySelector(`[data-state=${state}]`) !== null;

/** Adds a file and starts it with the details that the form proposes. */
async function start(element: PiyaUpload, client: FakePiyakast, file = aFile()): Promise<FakeUpload> {
  const before = client.sent.length;
  await element.addFiles([file]);
  element.startAll();
  await until('the upload', () => client.sent.length > before);
  const upload = client.sent[before];
  if (!upload) throw new Error('No upload began.');
  return upload;
}

/** Keys of the uploads that a later page would offer to resume. */
async function savedKeys(): Promise<IDBValidKey[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('piya-upload');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
  const request = database.transaction('uploads').objectStore('uploads').getAllKeys();
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return keys;
}

describe('<piya-upload>', () => {
  afterEach(async () => {
    unmountAll();
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('piya-upload');
      request.onerror = reject;
      request.onsuccess = () => {
        const stores = [...request.result.objectStoreNames];
        if (stores.length === 0) return resolve(undefined);
        const transaction = request.result.transaction(stores, 'readwrite');
        for (const store of stores) transaction.objectStore(store).clear();
        transaction.oncomplete = () => {
          request.result.close();
          resolve(undefined);
        };
      };
    });
  });

  it('promise 10: sends a chosen file with the details of the form', async () => {
    const { element, client } = await setup();
    const input = inside<HTMLInputElement>(element, 'input[type=file]');
    const chosen = new DataTransfer();
    chosen.items.add(aFile());
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    await until('the draft', () => has(element, 'draft'));
    expect(inside<HTMLInputElement>(element, 'input[id$="-name"]').value).to.equal('my holiday');
    type(element, 'textarea', 'A week at the sea');
    type(element, 'select[id$="-category"]', 'K-Food');
    type(element, 'select[id$="-language"]', 'ko');
    type(element, 'select[id$="-privacy"]', 'unlisted');
    type(element, 'input[id$="-tags"]', 'sea, summer,sea,');
    inside(element, 'input[id$="-nsfw"]').click();
    const started = nextEvent<CustomEvent<UploadStartDetail>>(element, 'piya-upload-start');
    click(element, 'start');
    const { detail } = await started;
    expect(detail.file).to.deep.equal({ name: 'my_holiday.mp4', sizeBytes: 1000 });
    await until('the upload', () => client.sent.length === 1);
    const { key, records, ...metadata } = { ...client.sent[0]?.options };
    expect(key).to.equal(detail.key);
    expect(records).to.be.an('object');
    expect(metadata).to.deep.equal({
      name: 'my holiday',
      description: 'A week at the sea',
      category: 'K-Food',
      language: 'ko',
      privacy: 'unlisted',
      tags: ['sea', 'summer'],
      nsfw: true,
    });
  });

  it('promise 10: takes dropped files', async () => {
    const { element } = await setup();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(aFile('one.mp4'));
    dataTransfer.items.add(aFile('two.mp4'));
    const panel = inside(element, '.panel');
    panel.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
    await element.updateComplete;
    expect(textOf(element)).to.contain('Let go to add them');
    panel.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await until('both drafts', () => element.renderRoot.querySelectorAll('[data-state=draft]').length === 2);
    expect(textOf(element)).to.contain('Upload 2 videos');
  });

  it('shows before the upload what the file is, and lets its channel be chosen', async () => {
    const client = new FakePiyakast();
    const aChannel = (id: number, displayName: string) => {
      const url = `http://127.0.0.1/c/${id}`;
      return { id, displayName, name: `c${id}`, url, avatarUrl: null, instanceUrl: 'http://127.0.0.1' };
    };
    client.channelList = [aChannel(7, 'Main'), aChannel(9, 'Second')];
    const { element } = await setup({}, client);
    const clip = await (await fetch(CLIP)).blob();
    await element.addFiles([new File([clip], 'film.mp4'), aFile('broken.mp4')]);
    await until('the facts', () => /MP4 · \d+ sec · \d+ × \d+/.test(textOf(element)));
    await until('a format alone', () => textOf(element).includes('this browser cannot play it, PeerTube converts it'));
    await until('the channels', () => element.renderRoot.querySelector('select[id$="-channel"]'));
    type(element, 'select[id$="-channel"]', '9');
    click(element, 'start');
    await until('the upload', () => client.sent.length === 1);
    expect(client.sent[0]?.options.channelId).to.equal(9);
  });

  it('takes a form of the page in place of its own', async () => {
    const { element, client } = await setup();
    const drafted = nextEvent<CustomEvent<UploadDraftDetail>>(element, 'piya-upload-draft');
    await element.addFiles([aFile()]);
    const { key, metadata } = (await drafted).detail;
    expect(metadata.name).to.equal('my holiday');
    const form = document.createElement('p');
    form.slot = `form-${key}`;
    element.append(form);
    element.editDraft(key, { name: 'From the page', category: 'Music' });
    expect(form.assignedSlot, 'in the row').not.to.equal(null);
    element.startAll();
    await until('the upload', () => client.sent.length === 1);
    expect(client.sent[0]?.options).to.include({ name: 'From the page', category: 'Music' });
  });

  it('promise 60: shows the way to PeerTube in bytes, and that PeerTube is converting', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    upload.finish(aVideo({ state: 'publishing', publishedBytes: 250 }));
    await until('the bytes', () => textOf(element).includes('250 byte of 1 kB'));
    expect(inside<HTMLProgressElement>(element, 'progress').value).to.equal(25);
    await expectAccessible(element);
    await until('the connection for events', () => client.openConnections === 1);
    client.push({ type: 'video', video: aVideo({ state: 'publishing', publishedBytes: 1000 }) });
    await until('the converting', () => textOf(element).includes('PeerTube has it and is converting it.'));
  });

  it('takes pasted files, and leaves those of a text field alone', async () => {
    const { element } = await setup();
    const paste = (target: Element) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(aFile('pasted.mp4'));
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
      target.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const field = document.createElement('textarea');
    document.body.append(field);
    const other = await setup();
    expect(paste(field)).to.equal(false);
    field.remove();
    expect(paste(document.body)).to.equal(true);
    expect(paste(inside(element, '[data-action=choose]'))).to.equal(true);
    await until('both drafts', () => element.renderRoot.querySelectorAll('[data-state=draft]').length === 2);
    expect(other.element.renderRoot.querySelector('.row'), 'the second element on the page').to.equal(null);
    element.remove();
    other.element.remove();
    expect(paste(document.body)).to.equal(false);
  });

  it('promise 35: says in a polite live region that PeerTube is away, what that means, and when it is back', async () => {
    const client = new FakePiyakast();
    client.currentStatus = { ...client.currentStatus, status: 'degraded' };
    const { element } = await setup({}, client);
    const region = inside(element, '[role=status][aria-live=polite][data-service]');
    expect(region.textContent).to.contain('PeerTube cannot be reached at the moment.');
    expect(region.textContent).to.contain('videos are stored here, play at once');
    await expectAccessible(element);
    await until('the connection for events', () => client.openConnections === 1);
    client.push({ type: 'status', status: { ...client.currentStatus, status: 'ok' } });
    await until('the end of the notice', () => region.textContent?.trim() === '');
    expect(inside(element, '[data-service]'), 'the region stays').to.equal(region);
  });

  it('promise 10: shows bytes, rate and time left, and tells them in events', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client, aFile('film.mp4', 200_000));
    const progress = nextEvent<CustomEvent<UploadProgressDetail>>(element, 'piya-upload-progress');
    upload.move({ sentBytes: 50_000, bytesPerSecond: 25_000, etaSeconds: 6 });
    expect((await progress).detail).to.include({ phase: 'sending', sentBytes: 50_000, totalBytes: 200_000 });
    await element.updateComplete;
    const bar = inside<HTMLProgressElement>(element, 'progress');
    expect(bar.value).to.equal(25);
    expect(bar.getAttribute('aria-label')).to.equal('Progress of film');
    expect(inside(element, '.facts').textContent.replace(/\s+/g, ' ')).to.match(
      /25 % ?50 kB of 200 kB ?25 kB\/s ?6 sec left/,
    );
    expect(inside(element, '[data-said]').textContent).to.equal('film: 25 % uploaded.');
    upload.move({ phase: 'waiting' });
    await element.updateComplete;
    expect(textOf(element)).to.contain('Connection lost. It resumes as soon as the connection is back.');
  });

  it('pauses, goes on and cancels', async () => {
    const { element, client } = await setup();
    const names = record(element, NAMES);
    const upload = await start(element, client);
    await element.updateComplete;
    click(element, 'pause');
    await element.updateComplete;
    expect(upload.paused).to.equal(true);
    expect(has(element, 'paused')).to.equal(true);
    click(element, 'resume');
    await element.updateComplete;
    expect(upload.paused).to.equal(false);
    click(element, 'cancel');
    await until('the cancel at the server', () => upload.cancelled);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.row')).to.equal(null);
    expect(names).to.deep.equal(['piya-upload-start', 'piya-upload-cancel']);
  });

  it('takes a cancelled upload off the list also when the server cannot be told, and says so', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    const error = new NetworkError('gone', { code: 'network/unreachable', retryable: true });
    upload.cancel = () => Promise.reject(error);
    await element.updateComplete;
    const failed = nextEvent<CustomEvent<UploadErrorDetail>>(element, 'piya-upload-error');
    click(element, 'cancel');
    expect((await failed).detail.error).to.equal(error);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.row')).to.equal(null);
  });

  it('promises 3 and 60: shows each stage after the last byte, and says that a stored video is sent to PeerTube later', async () => {
    const { element, client } = await setup();
    const names = record(element, NAMES);
    const upload = await start(element, client);
    const received = nextEvent<CustomEvent<UploadVideoDetail>>(element, 'piya-upload-received');
    upload.finish(aVideo());
    expect((await received).detail.video.id).to.equal('video-1');
    await until('the connection for events', () => client.openConnections === 1);
    expect(has(element, 'received')).to.equal(true);
    client.push({ type: 'video', video: aVideo({ state: 'local' }) });
    await until('the stored state', () =>
      textOf(element).includes('PeerTube cannot take it now; it is sent there as soon as PeerTube can.'),
    );
    expect(inside(element, '[data-said]').textContent).to.contain('stored here');
    client.push({ type: 'video', video: aVideo({ state: 'publishing', publishedBytes: 500 }) });
    await until('publishing', () => has(element, 'publishing'));
    client.push({ type: 'video', video: aVideo({ id: 'another', state: 'published' }) });
    client.push({ type: 'video', video: aVideo({ state: 'published' }) });
    await until('published', () => has(element, 'published'));
    client.push({ type: 'video', video: aVideo({ state: 'published' }) });
    expect(inside<HTMLAnchorElement>(element, '.row a').href).to.equal('http://127.0.0.1/v/video-1');
    expect(names).to.deep.equal(['piya-upload-start', 'piya-upload-received', 'piya-upload-published']);
    expect(element.renderRoot.querySelector('.notice.error')).to.equal(null);
  });

  it('catches up with what happened before it listened', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    client.known.set('video-1', aVideo({ state: 'published' }));
    upload.finish(aVideo());
    await until('published without an event', () => has(element, 'published'));
  });

  it('promises 38 and 39: tells the cause and the next step in Korean, and one button goes on with the same key', async () => {
    const { element, client } = await setup({ lang: 'ko' });
    const upload = await start(element, client);
    upload.move({ sentBytes: 400 });
    const failed = nextEvent<CustomEvent<UploadErrorDetail>>(element, 'piya-upload-error');
    const error = new NetworkError('gone', { code: 'network/unreachable', retryable: true });
    upload.fail(error);
    expect((await failed).detail.error).to.equal(error);
    await element.updateComplete;
    expect(textOf(element)).to.contain('서버에 연결할 수 없습니다.');
    expect(textOf(element)).to.contain('인터넷 연결을 확인하고 다시 시도하세요.');
    click(element, 'retry');
    await until('the second try', () => client.sent.length === 2);
    expect(client.sent[1]?.key).to.equal(upload.key);
    expect(client.sent[1]?.options.records).to.equal(upload.options.records);
  });

  it('promise 38: says of a video that PeerTube refused why, what to do, and offers to send it again', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    const detail = { code: 'upload/quota-exceeded', detail: 'The account is full.', final: true, retryAt: null };
    const refused = aVideo({ state: 'local', problem: detail });
    upload.finish(refused);
    await until('the refusal', () => textOf(element).includes('Not on PeerTube'));
    expect(textOf(element)).to.contain('PeerTube refused it, so it stays here');
    expect(textOf(element)).not.to.contain('as soon as PeerTube can');
    expect(inside(element, '.notice.error .next').textContent).to.have.length.above(10);
    expect(inside(element, '[data-said]').textContent).to.contain('PeerTube refused it');
    client.retried = () => Promise.reject(new NetworkError('gone', { code: 'network/unreachable', retryable: true }));
    click(element, 'move-again');
    await until('the failure', () => textOf(element).includes('That did not work.'));
    client.retried = async () => aVideo({ state: 'publishing' });
    click(element, 'move-again');
    await until('the second try', () => has(element, 'publishing'));
    expect(textOf(element)).not.to.contain('That did not work.');
  });

  it('promise 38: says what its owner can do about a video that waits, and nothing more while PeerTube is away', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    const waiting = { detail: 'Waits.', final: false, retryAt: '2026-01-01T01:00:00.000Z' };
    upload.finish(aVideo({ state: 'local', problem: { ...waiting, code: 'upload/quota-exceeded' } }));
    await until('the wait', () => has(element, 'local'));
    expect(inside(element, '.notice.error .next').textContent).to.have.length.above(10);
    client.retried = async () => aVideo({ state: 'local', problem: { ...waiting, code: 'network/unreachable' } });
    click(element, 'move-again');
    await until('the outage', () => element.renderRoot.querySelector('.notice.error') === null);
    expect(textOf(element)).to.contain('PeerTube cannot take it now');
    expect(element.renderRoot.querySelector('[data-action=move-again]')).not.to.equal(null);
  });

  it('forgets a refused file, so that it does not come back after a reload as interrupted', async () => {
    const first = await setup();
    const upload = await start(first.element, first.client);
    upload.fail(new UploadError('No video.', { code: 'upload/invalid-file' }));
    await until('the refusal', () => has(first.element, 'failed'));
    await until('the record to be gone', async () => (await savedKeys()).length === 0);
    unmountAll();
    const second = await setup();
    expect(second.element.renderRoot.querySelector('.row')).to.equal(null);
  });

  it('offers no second try for a file that can never be a video', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    upload.fail(new UploadError('no video', { code: 'upload/invalid-file' }));
    await until('the failure', () => has(element, 'failed'));
    expect(element.renderRoot.querySelector('[data-action=retry]')).to.equal(null);
    expect(textOf(element)).to.contain('Choose another file.');
    expect(inside(element, '.badge').textContent).to.equal('Refused');
    // There is nothing left to cancel.
    expect(inside(element, '[data-action=cancel]').textContent.trim()).to.equal('Remove');
  });

  it('promises 50 and 51: refuses a file that is too large or of another kind before the first byte', async () => {
    const { element, client } = await setup();
    await element.addFiles([
      aFile('big.mp4', 1_000_001),
      new File(['Milk, eggs, and a film of the holiday.'], 'notes.txt', { type: 'text/plain' }),
    ]);
    await element.updateComplete;
    expect(textOf(element)).to.contain('The file is larger than allowed.');
    expect(textOf(element)).to.contain('This kind of file is not accepted.');
    element.startAll();
    expect(client.sent).to.deep.equal([]);
  });

  it('promise 9: checks the details before sending, and leads to the wrong one', async () => {
    const { element, client } = await setup();
    await element.addFiles([aFile()]);
    await element.updateComplete;
    type(element, 'input[id$="-name"]', 'ab');
    type(element, 'input[id$="-tags"]', 'one,two,three,four,five,six');
    type(element, 'select[id$="-privacy"]', 'password');
    click(element, 'start');
    await until('the focus', () => element.shadowRoot?.activeElement?.id.endsWith('-name'));
    for (const text of ['3 to 120 characters', 'At most 5 tags', 'password needs 2 to 99']) {
      expect(textOf(element)).to.contain(text);
    }
    type(element, 'input[id$="-password"]', '열려라 참깨');
    click(element, 'start');
    await until('the password nobody could enter', () =>
      textOf(element).includes('Latin letters, digits and signs only'),
    );
    expect(client.sent).to.deep.equal([]);
  });

  it('sends several files one after the other', async () => {
    const { element, client } = await setup();
    await element.addFiles([aFile('one.mp4'), aFile('two.mp4')]);
    element.startAll();
    await until('the first', () => client.sent.length === 1);
    await until('the second waits', () => has(element, 'queued'));
    client.sent[0]?.finish(aVideo());
    await until('the second', () => client.sent.length === 2);
    expect(client.sent[1]?.file.name).to.equal('two.mp4');
  });

  it('starts at once without a form, with the metadata of the page', async () => {
    const { element, client } = await setup({ withoutForm: true, metadata: { category: 'Music', privacy: 'private' } });
    await element.addFiles([aFile()]);
    await until('the upload', () => client.sent.length === 1);
    expect(client.sent[0]?.options).to.include({ name: 'my holiday', category: 'Music', privacy: 'private' });
  });

  it('goes on after a reload when the same file is chosen again, and takes no other', async () => {
    const first = await setup();
    const upload = await start(first.element, first.client);
    await upload.options.records?.set({
      key: upload.key,
      protocol: 'tus',
      server: location.origin,
      uploadUrl: `${location.origin}/api/v1/uploads/1`,
      sizeBytes: 1000,
      name: 'my_holiday.mp4',
      createdAtMs: 1,
    });
    first.element.remove();
    const { element, client } = await setup();
    await until('the unfinished upload', () => has(element, 'needs-file'));
    expect(textOf(element)).to.contain('Choose the same file again');
    const other = new File([new Uint8Array(1000)], 'my_holiday.mp4', { lastModified: 5 });
    await choose(element, other);
    await until('the refusal', () => textOf(element).includes('That is another file'));
    expect(client.sent).to.deep.equal([]);
    await choose(element, aFile());
    await until('the upload goes on', () => client.sent.length === 1);
    expect(client.sent[0]?.key).to.equal(upload.key);
    expect(await client.sent[0]?.options.records?.get(upload.key)).to.include({ protocol: 'tus' });
    client.sent[0]?.finish(aVideo());
    await until('received', () => has(element, 'received'));
    element.remove();
    const third = await setup();
    expect(third.element.renderRoot.querySelector('.row'), 'nothing is left over').to.equal(null);
  });

  it('recognises the file of an unfinished upload when it is simply added again', async () => {
    const first = await setup();
    const upload = await start(first.element, first.client);
    first.element.remove();
    const { element, client } = await setup();
    await until('the unfinished upload', () => has(element, 'needs-file'));
    await element.addFiles([aFile()]);
    await until('the upload goes on', () => client.sent.length === 1);
    expect(client.sent[0]?.key).to.equal(upload.key);
  });

  it('keeps no password in the browser', async () => {
    const first = await setup();
    const password = crypto.randomUUID();
    first.element.metadata = { privacy: 'password', videoPasswords: [password] };
    await start(first.element, first.client);
    expect(first.client.sent[0]?.options.videoPasswords).to.deep.equal([password]);
    first.element.remove();
    const { element, client } = await setup();
    await until('the unfinished upload', () => has(element, 'needs-file'));
    await element.addFiles([aFile()]);
    await until('the form that asks for it again', () => has(element, 'draft'));
    expect(client.sent).to.deep.equal([]);
  });

  it('does not take over what another element sends', async () => {
    const first = await setup();
    await start(first.element, first.client);
    const second = await setup();
    await second.element.updateComplete;
    expect(second.element.renderRoot.querySelector('.row')).to.equal(null);
  });

  it('goes on after it was moved in the page', async () => {
    const { element, client } = await setup();
    const upload = await start(element, client);
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    upload.move({ sentBytes: 500 });
    await element.updateComplete;
    expect(upload.paused).to.equal(false);
    expect(inside<HTMLProgressElement>(element, 'progress').value).to.equal(50);
    element.remove();
    await until('the pause outside of the page', () => upload.paused);
    place.append(element);
    await until('the way on', () => !upload.paused);
    place.remove();
  });

  it('has no attribute for a token', () => {
    const { observedAttributes } = customElements.get('piya-upload') as unknown as { observedAttributes: string[] };
    expect(observedAttributes).to.have.members(['lang', 'server', 'without-form']);
  });

  it('promise 26: is accessible and fits a small screen in every state', async () => {
    const { element, client } = await setup();
    await expectAccessible(element);
    await element.addFiles([
      aFile(),
      aFile(`${'long'.repeat(20)}.mp4`),
      new File(['Milk, eggs, and a film of the holiday.'], 'notes.txt', { type: 'text/plain' }),
    ]);
    await element.updateComplete;
    inside<HTMLDetailsElement>(element, 'details').open = true;
    await expectAccessible(element);
    await expectFits(element, 288);
    expect(getComputedStyle(inside(element, '.row .hint')).wordBreak, 'Korean words stay whole').to.equal('keep-all');
    element.startAll();
    await until('the upload', () => client.sent.length === 1);
    client.sent[0]?.move({ sentBytes: 500, bytesPerSecond: 100, etaSeconds: 5 });
    await expectAccessible(element);
    await expectFits(element, 288);
    client.sent[0]?.finish(aVideo());
    await until('received', () => has(element, 'received'));
    await expectAccessible(element);
  });
});

/** As a browser without the picker that gives handles: by the input. */
async function choose(element: PiyaUpload, file: File): Promise<void> {
  const page = globalThis as { showOpenFilePicker?: unknown };
  const picker = page.showOpenFilePicker;
  page.showOpenFilePicker = undefined;
  const input = inside<HTMLInputElement>(element, 'input[type=file]');
  const asked = nextEvent(input, 'click');
  input.addEventListener('click', (event) => event.preventDefault(), { once: true });
  click(element, 'choose-again');
  await asked;
  page.showOpenFilePicker = picker;
  const chosen = new DataTransfer();
  chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event('change'));
}
