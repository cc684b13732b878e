import { expect } from '@esm-bundle/chai';
import { watchUrl } from '@piyakast/sdk';
import { PEERTUBE_VERSIONS } from '@piyakast/testing/browser';
import { until } from '@piyakast/testing/kit';
import { record } from '../test-support/events.js';
import { BARELY_ENOUGH, type FakeInstance, renameFiles, startFakeInstance } from '../test-support/fake-instance.js';
import './define.js';
import type { PiyaSourceChangeDetail } from './events.js';
import type { PiyaPlayer } from './piya-player.js';

for (const version of PEERTUBE_VERSIONS) {
  describe(`<piya-player> at a PeerTube ${version}`, () => {
    let instance: FakeInstance;
    let box: HTMLElement;

    before(async () => {
      instance = await startFakeInstance({ version });
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
      const changes: PiyaSourceChangeDetail[] = [];
      player.addEventListener('piya-sourcechange', ({ detail }) => changes.push(detail));
      box.append(player);
      return { player, changes };
    };
    const at = (id: string) => watchUrl(instance.fake.url, id);
    const part = (player: PiyaPlayer, name: string) =>
      player.renderRoot.querySelector<HTMLElement>(`[part~="${name}"]`);
    const plays = (player: PiyaPlayer, from = 0.3) => until(`it plays past ${from}`, () => player.currentTime > from);

    it('promise 23: plays the HLS of a public video, and PeerTube counts the view', async () => {
      const uuid = await instance.publish({ name: 'Spring in Seoul' });
      const { player, changes } = make({ src: at(uuid) });
      await player.play();
      await plays(player);
      expect(changes.map(({ kind }) => kind)).to.deep.equal(['hls']);
      // The sizes come with the engine, after the first picture.
      await until('the sizes', () => player.qualities.length > 0);
      expect([Math.round(player.duration), player.qualities.map(({ height }) => height)]).to.deep.equal([12, [180]]);
      expect(player.renderRoot.querySelector('[role="group"]')?.getAttribute('aria-label')).to.equal('Spring in Seoul');
      const viewed = () => instance.fake.log.since(0).find(({ path }) => path === `/api/v1/videos/${uuid}/views`);
      await until('a report of the view', viewed);
      expect(viewed()).to.include({ method: 'POST', status: 204 });
    });

    it('asks for chapters when its controls are there, and only then', async () => {
      const uuid = await instance.publish();
      const chapters = [
        { timecode: 0, title: 'Land' },
        { timecode: 6, title: 'The sea' },
      ];
      await instance.owner.videos.setChapters(uuid, chapters);
      const asked = () => instance.fake.log.since(0).filter(({ path }) => path === `/api/v1/videos/${uuid}/chapters`);
      const { length } = asked();
      const bare = make({ src: at(uuid) }).player;
      await bare.play();
      await plays(bare);
      expect(asked()).to.have.length(length);
      bare.remove();
      const { player } = make({ src: at(uuid), controls: true });
      player.currentTime = 7;
      await player.play();
      await until('the chapter in the bar', () => part(player, 'chapter-title')?.textContent === 'The sea');
      expect(player.chapters).to.deep.equal(chapters.map(({ timecode, title }) => ({ start: timecode, title })));
    });

    it('promise 8: asks for the password of a protected video, and plays with it', async () => {
      const password = crypto.randomUUID();
      const uuid = await instance.publish({ privacy: 'password', videoPasswords: [password] });
      const { player, changes } = make({ src: at(uuid) });
      await until('the question', () => part(player, 'password-form'));
      const enter = (text: string) => {
        const input = player.renderRoot.querySelector('input');
        if (input) input.value = text;
        part(player, 'password-form')?.querySelector('button')?.click();
      };
      enter('not this one');
      await until('it is refused', () => player.error !== null && player.videoPassword !== undefined);
      await until('the reason', () => part(player, 'error')?.textContent?.includes('password'));
      enter(password);
      await plays(player);
      expect(changes[0]?.url).to.contain('/hls/private/').and.not.contain('Token=');
      expect(player.outerHTML + player.shadowRoot?.innerHTML).not.to.contain(password);
    });

    it('finds the master playlist again when PeerTube gave it another name before the viewer began', async () => {
      const uuid = await instance.publish();
      const { player, changes } = make({ src: at(uuid) });
      await until('the source is known', () => player.state === 'ready');
      const events = record(player, ['error', 'piya-error']);
      renameFiles(instance.fake, uuid);
      player.currentTime = 5;
      await player.play();
      expect(player.currentTime).to.be.within(4.9, 6.5);
      await plays(player, 5.3);
      expect(changes.map(({ kind, url }) => [kind, url.includes('/renamed-')])).to.deep.equal([['hls', true]]);
      expect(events).to.deep.equal([]);
    });

    it('goes on at the same position when PeerTube gives all files other names in mid-play', async () => {
      const uuid = await instance.publish();
      instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
      const { player, changes } = make({ src: at(uuid) });
      await player.play();
      await plays(player, 1);
      const events = record(player, ['pause', 'error', 'piya-error']);
      renameFiles(instance.fake, uuid, { all: true });
      instance.fake.faults.clear();
      await until('the new name', () => changes.length === 2);
      const resumed = player.currentTime;
      await plays(player, resumed + 0.3);
      expect(changes.map(({ kind, url }) => [kind, url.includes('/renamed-')])).to.deep.equal([
        ['hls', false],
        ['hls', true],
      ]);
      expect([events, resumed > 1, player.paused]).to.deep.equal([[], true, false]);
    });

    it('promise 20: waits for a live, plays it when it is on air, and says when it is over', async () => {
      const { fake, owner, channelId } = instance;
      const { uuid } = await owner.live.create({ name: 'A concert', privacy: 'public', channelId });
      const { player } = make({ src: at(uuid) });
      const playing = player.play();
      await until('the waiting screen', () => part(player, 'panel')?.textContent?.includes('not started'));
      fake.goLive(uuid, { instant: true });
      await playing;
      await until('the badge', () => part(player, 'live-badge'));
      expect([player.duration, player.paused]).to.deep.equal([Number.POSITIVE_INFINITY, false]);
      const from = player.currentTime;
      await plays(player, from + 0.3);
      fake.endLive(uuid, { instant: true });
      await until('the end', () => part(player, 'panel')?.textContent?.includes('has ended'));
      expect(player.state).to.equal('live-ended');
    });

    describe('with subtitles', () => {
      const vtt = (line: string) => new Blob([`WEBVTT\n\n00:00.000 --> 00:12.000\n${line}\n`]);
      const withCaptions = async () => {
        const uuid = await instance.publish();
        await instance.owner.captions.set(uuid, 'en', vtt('Good morning'));
        await instance.owner.captions.set(uuid, 'ko', vtt('좋은 아침'));
        return uuid;
      };
      const shown = (player: PiyaPlayer) =>
        [...(player.textTracks ?? [])]
          .filter(({ mode }) => mode === 'showing')
          .flatMap(({ activeCues }) => [...(activeCues ?? [])].map((cue) => (cue as VTTCue).text));
      const asked = () => instance.fake.log.since(0).filter(({ path }) => path.endsWith('.vtt')).length;

      it('promise 24: offers them as text tracks, and fetches the one that is shown', async () => {
        const uuid = await withCaptions();
        const before = asked();
        const { player } = make({ src: at(uuid) });
        await player.play();
        await until('the list', () => player.captions.length === 2);
        expect(player.captions).to.deep.equal([
          { id: 'en', label: 'English', active: false },
          { id: 'ko', label: 'Korean', active: false },
        ]);
        expect([player.caption, asked() - before]).to.deep.equal([null, 0]);
        player.caption = 'ko';
        await until('a line', () => shown(player).length > 0);
        expect([shown(player), player.caption, asked() - before]).to.deep.equal([['좋은 아침'], 'ko', 1]);
        player.caption = null;
        expect(shown(player)).to.deep.equal([]);
      });

      it('plays on when a change of captions moved the master playlist before the viewer began', async () => {
        const uuid = await withCaptions();
        const { player, changes } = make({ src: at(uuid) });
        await until('the source is known', () => player.state === 'ready');
        const events = record(player, ['error', 'piya-error']);
        await instance.owner.captions.set(uuid, 'de', vtt('Guten Morgen'));
        await player.play();
        await plays(player);
        await until('the list', () => player.captions.length === 3);
        expect([changes.map(({ kind }) => kind), events]).to.deep.equal([['hls'], []]);
      });

      it('shows those of the `subtitle` attribute, and keeps them when another source takes over', async () => {
        const uuid = await withCaptions();
        instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
        const { player, changes } = make({ src: at(uuid), subtitle: 'ko-KR' });
        await player.play();
        await until('the line', () => shown(player).includes('좋은 아침'));
        renameFiles(instance.fake, uuid, { all: true });
        instance.fake.faults.clear();
        await until('the new name', () => changes.length === 2);
        await until('the line again', () => shown(player).includes('좋은 아침'));
        expect(player.textTracks).to.have.length(2);
      });

      it('plays on without those that cannot be fetched, and lets the viewer ask again', async () => {
        const { player } = make({ src: at(await withCaptions()) });
        await player.play();
        await until('the list', () => player.captions.length === 2);
        instance.fake.faults.set({ down: true });
        player.caption = 'en';
        await until('it is off again', () => player.caption === null);
        expect(player.error).to.equal(null);
        instance.fake.faults.clear();
        player.caption = 'en';
        await until('the line', () => shown(player).includes('Good morning'));
      });
    });
  });
}
