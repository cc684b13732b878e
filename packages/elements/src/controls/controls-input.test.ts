import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import '../piya-player/define.js';
import { drag, showControls } from '../test-support/controlled-player.js';
import { controlsBox, withChoices } from '../test-support/controls-box.js';

describe('controls: input', () => {
  const page = controlsBox();

  describe('keys', () => {
    it('do what viewers know', async () => {
      const { player, press } = await showControls(page.box, { prepare: withChoices });
      const pressed = (key: string) => expect(press(key).defaultPrevented, key).to.equal(true);
      for (const key of [' ', 'k']) {
        pressed(key);
        expect(player.paused).to.equal(true);
        pressed(key);
        await until('it plays', () => !player.paused);
      }
      player.currentTime = 50;
      const position = (key: string, expected: number) => {
        pressed(key);
        expect(player.currentTime, key).to.be.closeTo(expected, 0.001);
      };
      position('j', 40);
      position('l', 50);
      position('ArrowLeft', 45);
      position('ArrowRight', 50);
      position('3', 30);
      position('End', 100);
      position('ArrowRight', 100);
      position('Home', 0);
      player.pause();
      position('.', 1 / 30);
      position(',', 0);
      pressed('>');
      expect(player.playbackRate).to.equal(1.25);
      pressed('<');
      expect(player.playbackRate).to.equal(1);
      pressed('m');
      expect(player.muted).to.equal(true);
      pressed('m');
      expect(player.muted).to.equal(false);
      pressed('ArrowDown');
      expect(player.volume).to.equal(0.95);
      pressed('ArrowUp');
      expect(player.volume).to.equal(1);
      pressed('c');
      expect(player.caption, 'in the language of the page').to.equal('en');
      pressed('c');
      expect(player.caption).to.equal(null);
    });

    it('say what they did', async () => {
      const { find, press, settled } = await showControls(page.box, { prepare: withChoices });
      const said = async (key: string) => {
        press(key);
        await settled();
        return find('.feedback').textContent;
      };
      expect([await said('ArrowDown'), await said('>'), await said('l'), await said('c')]).to.deep.equal([
        'Volume 95%',
        '1.25×',
        '+10 s',
        'Captions: English',
      ]);
    });

    it('stay with the page where they are typed, held with Ctrl, or have nothing to do', async () => {
      const { player, press } = await showControls(page.box);
      const field = player.appendChild(Object.assign(document.createElement('input'), { slot: 'controls-end' }));
      expect(press('k', field).defaultPrevented).to.equal(false);
      expect(press('f', player, { ctrlKey: true }).defaultPrevented).to.equal(false);
      expect(press('c').defaultPrevented, 'no captions').to.equal(false);
      expect(press('.').defaultPrevented, 'no single frames while it plays').to.equal(false);
      expect(player.paused).to.equal(false);
    });
  });

  describe('touch', () => {
    const tap = (surface: HTMLElement, part: number) => drag(surface, [part], 'touch');

    it('shows and hides by a tap, and plays on', async () => {
      const { player, find, settled } = await showControls(page.box);
      const place = find('.surface').parentElement;
      expect(place?.hasAttribute('data-shown')).to.equal(true);
      tap(find('.surface'), 0.5);
      await settled();
      expect([place?.hasAttribute('data-shown'), player.paused]).to.deep.equal([false, false]);
      tap(find('.surface'), 0.5);
      await settled();
      expect(place?.hasAttribute('data-shown')).to.equal(true);
    });

    it('seeks by a double tap on a side', async () => {
      const { player, find } = await showControls(page.box);
      player.currentTime = 50;
      tap(find('.surface'), 0.9);
      tap(find('.surface'), 0.9);
      expect(player.currentTime).to.equal(60);
    });

    it('speeds up while a finger rests', async () => {
      const { player, find } = await showControls(page.box);
      player.playbackRate = 1.25;
      const touch = { bubbles: true, composed: true, pointerId: 1, isPrimary: true, pointerType: 'touch' };
      find('.surface').dispatchEvent(new PointerEvent('pointerdown', touch));
      await until('twice as fast', () => player.playbackRate === 2);
      find('.surface').dispatchEvent(new PointerEvent('pointerup', touch));
      expect(player.playbackRate).to.equal(1.25);
    });
  });

  describe('settings', () => {
    const labels = (root: ParentNode) =>
      [...root.querySelectorAll('.item')].map((item) => (item.textContent ?? '').replace(/\s+/g, ' ').trim());

    it('are chosen by keyboard alone, and the focus is never lost', async () => {
      const { player, find, press, has, settled } = await showControls(page.box, { prepare: withChoices });
      find('.settings').focus();
      find('.settings').click();
      await settled();
      expect(labels(player.renderRoot)).to.deep.equal(['Quality Auto (360p)', 'Captions Off', 'Speed Normal']);
      const key = async (name: string) => {
        press(name, page.focused() as HTMLElement);
        await settled();
        return page.focused()?.textContent?.replace(/\s+/g, ' ').trim();
      };
      expect(await key('ArrowDown')).to.equal('Captions Off');
      expect(await key('ArrowUp')).to.equal('Quality Auto (360p)');
      expect(await key('ArrowRight')).to.equal('Auto');
      expect(await key('ArrowDown')).to.equal('720p');
      expect(await key('ArrowLeft'), 'back on the line that led there').to.equal('Quality Auto (360p)');
      await key('ArrowRight');
      await key('ArrowDown');
      (page.focused() as HTMLElement).click();
      await settled();
      expect([player.quality, has('.menu'), page.focused() === find('.settings')]).to.deep.equal([1, false, true]);
      find('.settings').click();
      await settled();
      await key('Escape');
      expect([has('.menu'), page.focused() === find('.settings'), player.paused]).to.deep.equal([false, true, false]);
    });

    it('close by a press elsewhere, which does nothing else', async () => {
      const { player, find, has, settled } = await showControls(page.box);
      find('.settings').click();
      await settled();
      drag(find('.surface'), [0.5]);
      find('.surface').click();
      await settled();
      expect([has('.menu'), player.paused]).to.deep.equal([false, false]);
    });

    it('change how captions look, and remember it', async () => {
      const { player, find, settled } = await showControls(page.box, {
        prepare: withChoices,
        properties: { remember: true },
      });
      const choose = async (...path: string[]) => {
        find('.settings').click();
        for (const label of path) {
          await settled();
          const item = [...player.renderRoot.querySelectorAll<HTMLElement>('.item')].find(({ textContent }) =>
            textContent?.includes(label),
          );
          item?.click();
        }
        await settled();
      };
      await choose('Captions', 'Caption appearance', 'Text size', '150%');
      await choose('Captions', 'Caption appearance', 'Background', 'Solid');
      await choose('Captions', '한국어');
      const css = [...(player.shadowRoot?.adoptedStyleSheets ?? [])].flatMap(({ cssRules }) => [...cssRules]);
      const cue = css.find(({ cssText }) => cssText.includes('::cue'))?.cssText;
      expect(cue).to.include('font-size: 150%').and.to.include('rgb(8, 8, 12)');
      expect(JSON.parse(localStorage.getItem('piya-player') ?? '{}')).to.deep.include({
        caption: 'ko',
        captionStyle: { size: 150, background: 'full' },
      });
    });
  });
});
