import { expect } from '@esm-bundle/chai';
import { hlsUrlOf, memoryTokenStore, PeerTubeClient, type PiyakastPlayback, watchUrl } from '@piyakast/sdk';
import { PEERTUBE_VERSIONS } from '@piyakast/testing/browser';
import { until } from '@piyakast/testing/kit';
import { record } from '../test-support/events.js';
import { piyakastVideo } from '../test-support/fake-access.js';
import { BARELY_ENOUGH, CAST, type FakeInstance, startFakeInstance } from '../test-support/fake-instance.js';
import './define.js';
import type { PiyaPlayer } from './piya-player.js';

/** Long enough for one request, shorter than the clip. */
const TOKEN_MS = 2500;

for (const version of PEERTUBE_VERSIONS) {
  describe(`<piya-player> with what is not public, PeerTube ${version}`, () => {
    let instance: FakeInstance;
    let box: HTMLElement;

    before(async () => {
      instance = await startFakeInstance({ version });
      instance.shortenFileTokens(TOKEN_MS);
    });

    after(() => instance.stop());

    beforeEach(() => {
      box = document.body.appendChild(document.createElement('div'));
      box.lang = 'en';
      box.style.width = '480px';
    });

    afterEach(() => {
      box.remove();
      instance.fake.faults.clear();
    });

    const make = (properties: Partial<PiyaPlayer>) => {
      const player = Object.assign(document.createElement('piya-player'), { muted: true }, properties);
      const events = record(player, ['error', 'piya-error', 'pause', 'piya-sourcechange']);
      box.append(player);
      return { player, events };
    };
    const at = (id: string) => watchUrl(instance.fake.url, id);
    const plays = (player: PiyaPlayer, from = 0.3) => until(`it plays past ${from}`, () => player.currentTime > from);
    const tokens = (uuid: string) =>
      instance.fake.log.since(0).filter(({ path, status }) => path.endsWith(`/${uuid}/token`) && status === 200).length;
    const refusals = () =>
      instance.fake.log.since(0).filter(({ path, status }) => path.startsWith('/static/') && status >= 400).length;

    /** As the server answers those who may see it. */
    const throughServer = (uuid: string) => {
      const id = `v-${uuid.slice(0, 8)}`;
      instance.cast.set(id, piyakastVideo({ id, privacy: 'private', state: 'published' }));
      instance.playbacks.set(id, async (): Promise<PiyakastPlayback> => {
        const video = await instance.owner.videos.get(uuid, { fresh: true });
        const { token, expires } = await instance.owner.videos.token(uuid);
        return {
          sources: [{ kind: 'hls', url: `${hlsUrlOf(video)}?videoFileToken=${token}`, live: false }],
          ...{ expiresAt: expires, fileToken: token, live: null, poster: null, duration: 12, captions: [] },
        };
      });
      return `${CAST}/v/${id}`;
    };

    it('promise 8: plays a private video for its owner, for longer than a token lives', async () => {
      const uuid = await instance.publish({ privacy: 'private' });
      instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
      const before = refusals();
      const { player, events } = make({ src: at(uuid), peertube: instance.owner });
      await player.play();
      await plays(player, 7);
      expect(tokens(uuid)).to.be.greaterThan(1);
      expect([events, refusals() - before]).to.deep.equal([['piya-sourcechange'], 0]);
    });

    it('takes an access token of the page for one instance', async () => {
      const uuid = await instance.publish({ privacy: 'private' });
      const { url, accounts } = instance.fake;
      const [account] = accounts;
      if (account === undefined) throw new Error('The fake has no account.');
      const tokenStore = memoryTokenStore();
      await new PeerTubeClient({ url, tokenStore }).auth.signIn(account);
      const token = async () => (await tokenStore.get())?.accessToken;
      const { player } = make({ src: at(uuid), peertube: { url, token } });
      await player.play();
      await plays(player);
    });

    it('says to everyone else that it is not for them, at once', async () => {
      const uuid = await instance.publish({ privacy: 'private' });
      const { player } = make({ src: at(uuid) });
      const refused = await player.play().catch((error: unknown) => error);
      expect(refused).to.have.property('name', 'NotSupportedError');
      expect([player.state, player.error !== null]).to.deep.equal(['failed', true]);
    });

    it('plays through a PIYAKast server, and renews the token there', async () => {
      const uuid = await instance.publish({ privacy: 'private' });
      instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
      const { player, events } = make({ src: throughServer(uuid) });
      await player.play();
      await plays(player, 7);
      expect(tokens(uuid)).to.be.greaterThan(1);
      expect(events).to.deep.equal(['piya-sourcechange']);
      expect(player.outerHTML + player.currentSrc).not.to.contain('oken');
    });

    it('continues when PeerTube forgot its tokens, as it does when it restarts', async () => {
      const uuid = await instance.publish({ privacy: 'private' });
      instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
      const { player, events } = make({ src: at(uuid), peertube: instance.owner });
      await player.play();
      await plays(player, 2.2);
      instance.fake.fileTokens.clear();
      await plays(player, 8);
      expect(events.filter((name) => name !== 'piya-sourcechange')).to.deep.equal([]);
    });

    it('plays a private live for its owner, for longer than a token lives', async () => {
      const { fake, owner, channelId } = instance;
      const { uuid } = await owner.live.create({ name: 'A rehearsal', privacy: 'private', channelId });
      fake.goLive(uuid, { instant: true });
      const before = refusals();
      const { player, events } = make({ src: at(uuid), peertube: owner });
      await player.play();
      await until('the token is renewed again and again', () => tokens(uuid) > 2);
      expect([events, refusals() - before, player.paused]).to.deep.equal([['piya-sourcechange'], 0, false]);
      fake.endLive(uuid, { instant: true });
      player.remove();
    });
  });
}
