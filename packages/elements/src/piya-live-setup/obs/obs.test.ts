import { expect } from '@esm-bundle/chai';
import { createFakeClock, until } from '@piyakast/testing/kit';
import { record } from '../../test-support/events.js';
import { FakeObs, type FakeObsOptions } from '../../test-support/fake-obs.js';
import { aStream, FakePiyakast } from '../../test-support/fake-piyakast.js';
import { expectAccessible, expectFits, inside, mount, textOf, type, unmountAll } from '../../test-support/page.js';
import '../define.js';
import { obsAuthentication } from './obs-auth.js';

describe('obsAuthentication()', () => {
  it('is the string of the example in the protocol', async () => {
    const challenge = '+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=';
    const salt = 'lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=';
    expect(await obsAuthentication('supersecretpassword', { challenge, salt })).to.equal(
      '1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4=',
    );
  });
});

describe('<piya-live-setup> with OBS', () => {
  let obs: FakeObs;
  afterEach(() => {
    unmountAll();
    obs.uninstall();
  });

  async function setup(options: FakeObsOptions = {}, lang = 'en', rtmpsUrl: string | null = null) {
    obs = new FakeObs(options);
    const client = new FakePiyakast();
    client.credentials = { ...client.credentials, rtmpsUrl };
    const clock = createFakeClock();
    const element = document.createElement('piya-live-setup');
    Object.assign(element, { client, clock, streamId: 'live-1', lang });
    await mount(element);
    await until('the panel of OBS', () => element.renderRoot.querySelector('[data-obs]'));
    const isIn = (state: string) => element.renderRoot.querySelector(`[data-obs=${state}]`) !== null;
    const setUp = async (password = '') => {
      type(element, '#obs-password', password);
      await element.updateComplete;
      inside(element, '[data-action=obs-set-up]').click();
    };
    return { element, client, clock, isIn, setUp };
  }

  it('promise 18: one click gives OBS the server and the key; the stream is started, measured and stopped from the page', async () => {
    const { element, client, clock, isIn, setUp } = await setup({ password: 'supersecretpassword' });
    const names = record(element, ['piya-live-encoder']);
    await setUp('supersecretpassword');
    await until('OBS is set up', () => isIn('ready'));
    expect(obs.addresses).to.deep.equal(['ws://127.0.0.1:4455']);
    const { rtmpUrl: server, streamKey: key } = client.credentials;
    expect(obs.service).to.deep.equal({
      streamServiceType: 'rtmp_custom',
      streamServiceSettings: { server, key, use_auth: false },
    });
    expect(element.shadowRoot?.innerHTML, 'the key is not in the page').not.to.contain(key);
    inside(element, '[data-action=obs-start]').click();
    await until('streaming', () => isIn('streaming'));
    await until('the first measurement', () => obs.asked.filter((name) => name === 'GetStreamStatus').length === 2);
    Object.assign(obs, { durationMs: 2000, bytes: 625_000, skippedFrames: 5 });
    await clock.advance(2000);
    await until('the rate', () => textOf(element).includes('2,500 kbit/s'));
    expect(textOf(element)).to.contain('5 frames dropped (10 %)').and.to.contain('0 reconnects');
    obs.streamState('OBS_WEBSOCKET_OUTPUT_RECONNECTING');
    await until('the reconnect', () => textOf(element).includes('1 reconnects'));
    expect(inside(element, '[data-said]').textContent).to.contain('lost the connection to the server');
    obs.streamState('OBS_WEBSOCKET_OUTPUT_RECONNECTED');
    inside(element, '[data-action=obs-stop]').click();
    await until('the end', () => !obs.isStreaming && isIn('ready'));
    expect(names.length).to.be.greaterThan(4);
    inside(element, '[data-action=obs-disconnect]').click();
    await until('no connection', () => obs.openConnections === 0 && isIn('off'));
  });

  it('promise 18: prefers the encrypted server, and another port when its user has one', async () => {
    const { element, isIn, setUp } = await setup({}, 'en', 'rtmps://127.0.0.1/live');
    type(element, '#obs-port', '4460');
    await setUp();
    await until('OBS is set up', () => isIn('ready'));
    expect(obs.addresses).to.deep.equal(['ws://127.0.0.1:4460']);
    expect(obs.service).to.have.nested.property('streamServiceSettings.server', 'rtmps://127.0.0.1/live');
  });

  it('says plainly what is in the way, and leaves the values to copy', async () => {
    const { element, isIn, setUp } = await setup({ password: 'right' }, 'ko');
    await setUp('wrong');
    await until('the refusal', () => textOf(element).includes('OBS가 비밀번호를 거절했습니다.'));
    expect(inside<HTMLInputElement>(element, '#obs-password').value).to.equal('');
    await setUp('right');
    await until('OBS is set up', () => isIn('ready'));
    expect(textOf(element)).not.to.contain('거절했습니다');
    obs.failsToStream = true;
    inside(element, '[data-action=obs-start]').click();
    await until('no stream', () => textOf(element).includes('OBS가 방송을 시작하지 못했습니다.'));
    obs.quit();
    await until('the loss', () => textOf(element).includes('OBS와의 연결이 끝났습니다.'));
    expect(element.renderRoot.querySelector('[data-copy=key]')).not.to.equal(null);
  });

  it('explains what to do where OBS is not reached', async () => {
    const { element, setUp } = await setup({ isOff: true });
    await setUp();
    await until('the explanation', () => textOf(element).includes('OBS was not reached.'));
    expect(textOf(element)).to.contain('copy the server and the key by hand, below');
    await expectAccessible(element);
    await expectFits(element, 288);
  });

  it('leaves a stream alone that was there before', async () => {
    const { element, isIn, setUp } = await setup();
    obs.isStreaming = true;
    await setUp();
    await until('the other stream', () => isIn('occupied'));
    expect(obs.service).to.equal(undefined);
    expect(obs.isStreaming).to.equal(true);
    inside(element, '[data-action=obs-stop]').click();
    await until('OBS is set up', () => isIn('ready'));
    expect(obs.service).not.to.equal(undefined);
    await expectAccessible(element);
  });

  it('offers nothing to an encoder once the live has ended, and lets go of OBS with the page', async () => {
    const { element, client, isIn, setUp } = await setup();
    await setUp();
    await until('OBS is set up', () => isIn('ready'));
    element.remove();
    await until('no connection', () => obs.openConnections === 0);
    client.stream = aStream({ state: 'ended' });
    document.body.append(element);
    await until('the ended live', () => textOf(element).includes('Ended'));
    expect(element.renderRoot.querySelector('[data-obs]')).to.equal(null);
  });
});
