import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';

interface Told {
  readonly isSecureContext?: boolean;
  readonly plays?: string;
  readonly viewed?: { readonly currentTime: number; readonly sessionId?: string };
  readonly error?: string;
}

describe('piya.js on a page without TLS', () => {
  it('defines the four tags, plays a PeerTube video and reports the view', async () => {
    const told: Told[] = [];
    const frame = document.createElement('iframe');
    const onMessage = ({ data, source }: MessageEvent) => {
      if (source === frame.contentWindow && data?.piyaTest) told.push(data.piyaTest);
    };
    addEventListener('message', onMessage);
    // The browser is told that this name is this machine; to its rules it is any other host.
    frame.src = `http://site.test:${location.port}/plain-page`;
    frame.allow = 'autoplay';
    document.body.append(frame);
    try {
      const find = <Key extends keyof Told>(key: Key) => told.find((message) => key in message)?.[key];
      await until('it plays and reports', () => Boolean(find('error') ?? (find('plays') && find('viewed'))), {
        timeoutMs: 45_000,
      });
      expect(find('error')).to.equal(undefined);
      expect([find('isSecureContext'), find('plays')?.split('/').at(-1)]).to.deep.equal([false, 'master.m3u8']);
      expect(find('viewed'))
        .to.have.property('sessionId')
        .that.matches(/^\w{16,}$/);
    } finally {
      frame.remove();
      removeEventListener('message', onMessage);
    }
    // The whole bundle is loaded and a view is reported only after seconds of watching.
  }).timeout(60_000);
});
