import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import '../piya-player/define.js';
import { timeRanges } from '../playback/engines/time-ranges.js';
import { drag, showControls } from '../test-support/controlled-player.js';
import { asLive, controlsBox } from '../test-support/controls-box.js';

describe('controls: bar', () => {
  const page = controlsBox();

  describe('seek bar', () => {
    const seekBar = 'input[aria-label="Position"]';

    it('says the position in words, with its chapter, in both languages', async () => {
      const { player, engine, find, settled } = await showControls(page.box);
      Object.defineProperty(player, 'chapters', { value: [{ start: 60, title: 'The sea' }] });
      engine.moveTo(65);
      await settled();
      expect(find(seekBar).getAttribute('aria-valuetext')).to.equal(
        '1 minute, 5 seconds of 1 minute, 40 seconds, The sea',
      );
      expect([find('.time').textContent?.trim(), find('.chapter-title').textContent]).to.deep.equal([
        '1:05 / 1:40',
        'The sea',
      ]);
      engine.moveTo(66);
      page.box.lang = 'ko';
      await settled();
      expect(find('input[aria-label="재생 위치"]').getAttribute('aria-valuetext')).to.equal(
        '전체 1분 40초 중 1분 6초, The sea',
      );
    });

    for (const pointerType of ['mouse', 'touch'] as const) {
      it(`is dragged by ${pointerType}, and seeks once, where it is let go`, async () => {
        const { player, find, settled } = await showControls(page.box);
        const seeks: number[] = [];
        player.addEventListener('seeking', () => seeks.push(player.currentTime));
        drag(find('.seek-bar'), [0.1, 0.3, 0.75], pointerType);
        // As at a video, the event follows the change.
        await settled();
        expect(seeks).to.have.length(1);
        expect(player.currentTime).to.be.closeTo(75, 0.5);
      });
    }

    it('shows time, chapter and picture of the place under the pointer', async () => {
      const { player, find, has, settled } = await showControls(page.box);
      const storyboard = {
        url: '/clips/ok/poster.png',
        width: 960,
        height: 540,
        tileWidth: 192,
        tileHeight: 108,
        interval: 10,
      };
      Object.defineProperty(player, 'chapters', {
        value: [
          { start: 0, title: 'Land' },
          { start: 60, title: 'The sea' },
        ],
      });
      Object.defineProperty(player, 'storyboard', { value: storyboard });
      const bar = find('.seek-bar');
      const { left, width, top } = bar.getBoundingClientRect();
      const at = { clientX: left + 0.7 * width, clientY: top + 2, pointerType: 'mouse', bubbles: true, composed: true };
      bar.dispatchEvent(new PointerEvent('pointermove', at));
      await settled();
      expect(find('.preview').textContent?.replace(/\s+/g, ' ').trim()).to.equal('The sea 1:10');
      const picture = find<HTMLImageElement>('.tile img');
      expect([picture.getAttribute('src'), picture.style.translate]).to.deep.equal([storyboard.url, '-384px -108px']);
      bar.dispatchEvent(new PointerEvent('pointerleave', at));
      await settled();
      expect(has('.preview')).to.equal(false);
    });

    it('has the chapters of a track where the server gives none, and speaks of the place that is dragged to', async () => {
      const { player, find, settled } = await showControls(page.box);
      const track = player.renderRoot.querySelector('video')?.addTextTrack('chapters');
      track?.addCue(new VTTCue(0, 60, 'Land'));
      track?.addCue(new VTTCue(60, 100, 'The sea'));
      const bar = find('.seek-bar');
      const { left, width, top } = bar.getBoundingClientRect();
      const at = { clientX: left + 0.7 * width, clientY: top + 2, pointerId: 1, bubbles: true, composed: true };
      bar.dispatchEvent(new PointerEvent('pointerdown', at));
      await settled();
      expect([find('.time').textContent?.trim(), find('.chapter-title').textContent]).to.deep.equal([
        '1:10 / 1:40',
        'The sea',
      ]);
      bar.dispatchEvent(new PointerEvent('pointercancel', at));
      await settled();
      expect([player.currentTime, find('.chapter-title').textContent]).to.deep.equal([0, 'Land']);
    });

    it('moves by the arrow keys in both directions, and leaves the other keys to the player', async () => {
      const { player, find, press } = await showControls(page.box);
      const range = find(seekBar);
      player.currentTime = 50;
      await until('the bar follows', () => (range as HTMLInputElement).value === '50');
      press('ArrowUp', range);
      expect([player.currentTime, player.volume]).to.deep.equal([55, 1]);
      press('m', range);
      expect(player.muted).to.equal(true);
    });
  });

  describe('volume', () => {
    it('is set by its slider, by keys and by dragging, and nought is silence', async () => {
      const { player, find, press, settled } = await showControls(page.box);
      const range = find('input[aria-label="Volume"]');
      expect(range.getAttribute('aria-valuetext')).to.equal('100 percent');
      press('ArrowLeft', range);
      expect(player.volume).to.equal(0.95);
      await settled();
      press('Home', range);
      expect([player.volume, player.muted]).to.deep.equal([0, true]);
      await settled();
      find('.mute').click();
      expect([player.volume, player.muted]).to.deep.equal([0.5, false]);
      find('.volume').dispatchEvent(new FocusEvent('focusin'));
      find('input[aria-label="Volume"]').focus();
      await until('the slider is open', () => find('.volume-bar').getBoundingClientRect().width > 60);
      drag(find('.volume-bar'), [0.2, 0.4]);
      expect(player.volume).to.be.closeTo(0.4, 0.02);
    });

    it('offers sound after a start without it', async () => {
      const { player, find, has, settled } = await showControls(page.box, {
        properties: { autoplay: true, defaultMuted: true },
      });
      find('.unmute').click();
      await settled();
      expect([player.muted, player.volume, has('.unmute')]).to.deep.equal([false, 1, false]);
    });
  });

  describe('a live', () => {
    it('has a badge that greys when it is behind, and leads back', async () => {
      const { player, engine, find, has, settled } = await showControls(page.box, { prepare: asLive });
      engine.moveTo(90);
      await settled();
      const badge = find('.live');
      expect([badge.getAttribute('aria-label'), badge.hasAttribute('data-behind'), has('.time')]).to.deep.equal([
        'Live',
        false,
        false,
      ]);
      player.pause();
      engine.seekable = timeRanges([10, 112]);
      engine.fire('progress');
      await settled();
      expect([badge.getAttribute('aria-label'), badge.hasAttribute('data-behind')]).to.deep.equal([
        'Back to live',
        true,
      ]);
      expect(find('input[aria-label="Position"]').getAttribute('aria-valuetext')).to.equal('12 seconds behind live');
      badge.click();
      await settled();
      expect([player.currentTime, player.paused, badge.hasAttribute('data-behind')]).to.deep.equal([102, false, false]);
    });

    it('has no seek bar where its window is no use', async () => {
      const { has, settled, engine } = await showControls(page.box, {
        prepare: (fake) => {
          asLive(fake);
          fake.seekable = timeRanges([0, 16]);
        },
      });
      engine.moveTo(8);
      await settled();
      expect([has('.seek-bar'), has('.live')]).to.deep.equal([false, true]);
    });
  });
});
