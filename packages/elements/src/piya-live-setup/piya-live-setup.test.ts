import { expect } from '@esm-bundle/chai';
import { LiveError } from '@piyakast/sdk';
import { type FakeClock, createFakeClock as fakeClock, until } from '@piyakast/testing/kit';
import { nextEvent } from '../test-support/events.js';
import { aStream, FakePiyakast } from '../test-support/fake-piyakast.js';
import { expectAccessible, expectFits, inside, mount, textOf, type, unmountAll } from '../test-support/page.js';
import './define.js';
import type { LiveErrorDetail, LiveRemovedDetail, LiveStreamDetail } from './events.js';
import type { PiyaLiveSetup } from './piya-live-setup.js';

interface Given {
  client?: FakePiyakast;
  clock?: FakeClock;
  streamId?: string;
  lang?: string;
}

async function setup({ client = new FakePiyakast(), clock = fakeClock(), streamId = '', lang = 'en' }: Given = {}) {
  const element = document.createElement('piya-live-setup');
  Object.assign(element, { client, clock, streamId, lang });
  await mount(element);
  return { element, client, clock };
}

const submit = (element: PiyaLiveSetup) => inside<HTMLFormElement>(element, 'form').requestSubmit();
const click = (element: PiyaLiveSetup, selector: string) => inside(element, selector).click();
const shown = (element: PiyaLiveSetup, field: string) => inside<HTMLInputElement>(element, `#${field}`).value;
const isReady = (element: PiyaLiveSetup) => element.renderRoot.querySelector('#key') !== null;

/** Markup and the values of all fields: wherever a key could stand. */
const everythingIn = (element: PiyaLiveSetup) =>
  [
    element.outerHTML,
    element.shadowRoot?.innerHTML,
    ...[...element.renderRoot.querySelectorAll('input')].map((i) => i.value),
  ].join();

describe('<piya-live-setup>', () => {
  afterEach(unmountAll);

  it('promise 27: creates a live with what the form says', async () => {
    const { element, client } = await setup();
    type(element, '#name', '  Evening concert ');
    type(element, '#category', 'K-Pop');
    type(element, '#privacy', 'unlisted');
    type(element, '#latency', 'small');
    type(element, '#replay-privacy', 'private');
    click(element, '#permanent');
    await element.updateComplete;
    const created = nextEvent<CustomEvent<LiveStreamDetail>>(element, 'piya-live-created');
    submit(element);
    expect((await created).detail.stream.id).to.equal('live-1');
    expect(client.created).to.deep.equal([
      {
        name: 'Evening concert',
        category: 'K-Pop',
        privacy: 'unlisted',
        latencyMode: 'small',
        replayPrivacy: 'private',
        permanentLive: true,
        saveReplay: true,
      },
    ]);
    await until('the encoder values', () => isReady(element));
    expect(element.getAttribute('stream-id')).to.equal('live-1');
  });

  it('offers what the instance has: a schedule, going back, and a password', async () => {
    const { element, client } = await setup();
    await until('the options', () => element.renderRoot.querySelector('#schedule'));
    type(element, '#name', 'Evening concert');
    type(element, '#schedule', '2020-01-01T10:00');
    type(element, '#dvr', '900');
    type(element, '#privacy', 'password');
    await element.updateComplete;
    type(element, '#password', 'x');
    submit(element);
    await until('the focus', () => element.shadowRoot?.activeElement?.id === 'password');
    expect(textOf(element)).to.contain('Choose a time that is still to come');
    expect(textOf(element)).to.contain('The password needs 2 to 99 characters.');
    await expectAccessible(element);
    await expectFits(element, 288);
    type(element, '#schedule', '2099-01-01T10:00');
    type(element, '#password', 'sesame');
    submit(element);
    await until('the live', () => client.created.length === 1);
    expect(client.created[0]).to.deep.include({
      privacy: 'password',
      videoPasswords: ['sesame'],
      scheduledAt: new Date('2099-01-01T10:00').toISOString(),
      dvrWindow: 900,
    });
  });

  it('does not offer what an older instance would lose', async () => {
    const client = new FakePiyakast();
    const live = { enabled: true, replay: false, latency: false, schedules: false, maxDvrSeconds: 0 };
    client.currentStatus = { ...client.currentStatus, live };
    const { element } = await setup({ client });
    await until('the options', () => element.renderRoot.querySelector('#latency') === null);
    for (const field of ['schedule', 'dvr', 'replay']) {
      expect(element.renderRoot.querySelector(`#${field}`), field).to.equal(null);
    }
  });

  it('promise 21: no replay stays no replay', async () => {
    const { element, client } = await setup();
    type(element, '#name', 'Evening concert');
    type(element, '#replay-privacy', 'private');
    click(element, '#replay');
    await element.updateComplete;
    expect(element.renderRoot.querySelector('#replay-privacy')).to.equal(null);
    submit(element);
    expect(client.created).to.deep.equal([{ name: 'Evening concert', permanentLive: false, saveReplay: false }]);
  });

  it('asks for a title before anything is sent, and leads there', async () => {
    const { element, client } = await setup();
    type(element, '#name', 'ab');
    submit(element);
    await until('the problem', () => textOf(element).includes('The title needs 3 to 120 characters.'));
    expect(client.created).to.deep.equal([]);
    expect(element.shadowRoot?.activeElement?.id).to.equal('name');
    expect(inside(element, '#name').getAttribute('aria-invalid')).to.equal('true');
  });

  it('promise 28: keeps the key out of the page until asked, and hides it by itself after 30 s', async () => {
    const { element, client, clock } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    const { streamKey } = client.credentials;
    expect(everythingIn(element)).not.to.contain(streamKey);
    click(element, '[data-action=reveal]');
    await element.updateComplete;
    expect(shown(element, 'key')).to.equal(streamKey);
    await clock.advance(29_999);
    await element.updateComplete;
    expect(shown(element, 'key')).to.equal(streamKey);
    await clock.advance(1);
    await element.updateComplete;
    expect(everythingIn(element)).not.to.contain(streamKey);
    expect(inside(element, '[data-said]').textContent).to.equal('The stream key is hidden.');
  });

  it('promise 28: hides the key on request, and when it leaves the page', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    click(element, '[data-action=reveal]');
    await element.updateComplete;
    click(element, '[data-action=reveal]');
    await element.updateComplete;
    expect(everythingIn(element)).not.to.contain(client.credentials.streamKey);
    click(element, '[data-action=reveal]');
    await element.updateComplete;
    element.remove();
    await element.updateComplete;
    expect(everythingIn(element)).not.to.contain(client.credentials.streamKey);
  });

  describe('copying', () => {
    const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');
    const { execCommand } = document;

    function giveClipboard(writeText: (text: string) => Promise<void>): void {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    }

    afterEach(() => {
      Reflect.deleteProperty(navigator, 'clipboard');
      document.execCommand = execCommand;
      expect(clipboard, 'the real clipboard is back').not.to.equal(undefined);
    });

    it('promise 30: copies the key without showing it, and confirms for a moment', async () => {
      const copied: string[] = [];
      giveClipboard(async (text) => void copied.push(text));
      const { element, client, clock } = await setup({ streamId: 'live-1' });
      await until('the encoder values', () => isReady(element));
      click(element, '[data-copy=key]');
      await until('the confirmation', () => inside(element, '[data-copy=key]').textContent?.trim() === 'Copied');
      expect(copied).to.deep.equal([client.credentials.streamKey]);
      expect(everythingIn(element)).not.to.contain(client.credentials.streamKey);
      await clock.advance(2_500);
      await element.updateComplete;
      expect(inside(element, '[data-copy=key]').textContent?.trim()).to.equal('Copy');
    });

    it('promise 30: copies without the permission, still without showing the key', async () => {
      giveClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      const data = new DataTransfer();
      document.execCommand = () =>
        !document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, cancelable: true }));
      const { element, client } = await setup({ streamId: 'live-1' });
      await until('the encoder values', () => isReady(element));
      click(element, '[data-copy=key]');
      await until('the confirmation', () => inside(element, '[data-copy=key]').textContent?.trim() === 'Copied');
      expect(data.getData('text/plain')).to.equal(client.credentials.streamKey);
      expect(everythingIn(element)).not.to.contain(client.credentials.streamKey);
    });

    it('promise 30: selects the text and says which keys to press when no way is open', async () => {
      giveClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      document.execCommand = () => false;
      const { element } = await setup({ streamId: 'live-1' });
      await until('the encoder values', () => isReady(element));
      click(element, '[data-copy=rtmp]');
      await until('the focus', () => element.shadowRoot?.activeElement?.id === 'rtmp');
      const input = inside<HTMLInputElement>(element, '#rtmp');
      expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).to.equal('rtmp://127.0.0.1/live');
      expect(textOf(element)).to.contain('press Ctrl+C');
    });
  });

  it('promise 31: brings a live back by its id, with the values for its owner', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    expect(client.asked.slice(0, 2)).to.deep.equal(['get live-1', 'credentials live-1']);
    expect(shown(element, 'rtmp')).to.equal('rtmp://127.0.0.1/live');
    expect(textOf(element)).to.contain('Concert');
  });

  it('promise 31: never asks for the key of somebody else', async () => {
    const client = new FakePiyakast();
    client.stream = aStream({ mine: false });
    const { element } = await setup({ client, streamId: 'live-1' });
    await until('the live', () => textOf(element).includes('Concert'));
    expect(isReady(element)).to.equal(false);
    expect(client.asked.some((call) => call.startsWith('credentials'))).to.equal(false);
    expect(element.renderRoot.querySelector('[data-action=remove]')).to.equal(null);
  });

  it('promises 19, 20 and 29: follows state, viewers, errors and replays as the server tells them', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    expect(textOf(element)).to.contain('Waiting for the encoder');
    const changed = nextEvent<CustomEvent<LiveStreamDetail>>(element, 'piya-live-changed');
    client.push({ type: 'stream', stream: aStream({ state: 'live', viewers: 1 }) });
    expect((await changed).detail.stream.viewers).to.equal(1);
    await until('the viewer', () => textOf(element).includes('1 watching'));
    client.push({ type: 'stream', stream: aStream({ state: 'live', viewers: 12 }) });
    await until('more viewers', () => textOf(element).includes('12 watching'));
    client.push({ type: 'stream', stream: aStream({ id: 'another', state: 'ended' }) });
    const problem = { code: 'live/limit-reached', detail: 'The encoder sends too much.' };
    client.push({ type: 'stream', stream: aStream({ state: 'error', problem }) });
    await until('the problem', () => textOf(element).includes('The encoder sends too much.'));
    const replays = [{ uuid: 'r', embedUrl: 'http://127.0.0.1/videos/embed/r', startedAt: '2026-01-02T10:00:00.000Z' }];
    client.push({ type: 'stream', stream: aStream({ state: 'ended', replays }) });
    await until('the replay', () => element.renderRoot.querySelector('a[href$="/embed/r"]'));
    expect(inside(element, '[data-said]').textContent).to.equal('Ended');
  });

  it('promise 38: tells in Korean why a live cannot be made and what to do', async () => {
    const client = new FakePiyakast();
    client.streamError = new LiveError('off', { code: 'live/no-instance' });
    const { element } = await setup({ client, lang: 'ko' });
    type(element, '#name', '저녁 공연');
    const failed = nextEvent<CustomEvent<LiveErrorDetail>>(element, 'piya-live-error');
    submit(element);
    expect((await failed).detail.error).to.equal(client.streamError);
    await element.updateComplete;
    expect(inside(element, '[role=alert]').textContent).to.contain('지금 라이브를 받을 수 있는 PeerTube가 없습니다.');
    expect(inside<HTMLInputElement>(element, '#name').value).to.equal('저녁 공연');
    client.streamError = undefined;
    submit(element);
    await until('the second try', () => isReady(element));
  });

  it('gives the live another key only after asking, and shows it in place of the old one', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    const { streamKey } = client.credentials;
    click(element, '[data-action=rotate]');
    await element.updateComplete;
    expect(client.asked).not.to.include('rotate live-1');
    click(element, '[data-action=rotate-yes]');
    await until('the new key', () => inside(element, '[data-said]').textContent === 'The live has a new key.');
    expect(client.credentials.streamKey).not.to.equal(streamKey);
    click(element, '[data-action=reveal]');
    await element.updateComplete;
    expect(shown(element, 'key')).to.equal(client.credentials.streamKey);
    client.streamError = new LiveError('on air', { code: 'live/already-started' });
    click(element, '[data-action=rotate]');
    await element.updateComplete;
    click(element, '[data-action=rotate-yes]');
    await until('the refusal', () => element.renderRoot.querySelector('[role=alert]'));
    expect(isReady(element), 'the values stay').to.equal(true);
  });

  it('brings a player for the preview when it is opened, and takes it away when it is closed', async () => {
    const client = new FakePiyakast();
    client.stream = aStream({ state: 'live' });
    const { element } = await setup({ client, streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    const preview = inside<HTMLDetailsElement>(element, '.preview');
    expect(element.renderRoot.querySelector('piya-player')).to.equal(null);
    preview.open = true;
    const player = await until('the player', () => element.renderRoot.querySelector('piya-player'));
    expect(player.getAttribute('src')).to.equal('http://127.0.0.1/api/v1/streams/live-1');
    expect(player).to.have.property('client', client);
    await until('its definition', () => customElements.get('piya-player'));
    preview.open = false;
    await until('no player', () => element.renderRoot.querySelector('piya-player') === null);
  });

  it('removes a live only after asking', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    click(element, '[data-action=remove]');
    await element.updateComplete;
    expect(client.asked).not.to.include('delete live-1');
    const removed = nextEvent<CustomEvent<LiveRemovedDetail>>(element, 'piya-live-removed');
    click(element, '[data-action=remove-yes]');
    expect((await removed).detail.id).to.equal('live-1');
    await until('the empty form', () => element.renderRoot.querySelector('form'));
    expect(client.asked).to.include('delete live-1');
    expect(element.hasAttribute('stream-id') && element.getAttribute('stream-id')).to.equal('');
  });

  it('works again after it was moved in the page', async () => {
    const { element, client } = await setup({ streamId: 'live-1' });
    await until('the encoder values', () => isReady(element));
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await until('the new connection', () => client.openConnections === 1 && client.connections === 2);
    await until('the encoder values again', () => isReady(element));
    client.push({ type: 'stream', stream: aStream({ state: 'live', viewers: 3 }) });
    await until('news after the move', () => textOf(element).includes('3 watching'));
    place.remove();
  });

  it('promises 26 and 27: is accessible and fits a small screen, as form and as panel', async () => {
    const { element } = await setup();
    await expectAccessible(element);
    await expectFits(element, 288);
    type(element, '#name', 'Evening concert');
    submit(element);
    await until('the encoder values', () => isReady(element));
    await expectAccessible(element);
    await expectFits(element, 288);
  });
});
