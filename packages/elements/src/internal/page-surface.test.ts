import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { FakePiyakast } from '../test-support/fake-piyakast.js';
import { inside, mount, unmountAll } from '../test-support/page.js';
import '../piya-live-setup/define.js';
import '../piya-upload/define.js';
import { chooseSurface, contrast, type Rgb } from './page-surface.js';

describe('chooseSurface()', () => {
  it('follows the page, and paints a background only where the text could not be read', () => {
    expect(chooseSurface([255, 255, 255], undefined)).to.deep.equal({ scheme: 'light', isOwn: false });
    expect(chooseSurface([0x12, 0x12, 0x12], undefined)).to.deep.equal({ scheme: 'dark', isOwn: false });
    expect(chooseSurface([255, 255, 255], 'dark')).to.deep.equal({ scheme: 'dark', isOwn: true });
    expect(chooseSurface([128, 128, 128], undefined)).to.have.property('isOwn', true);
    expect(chooseSurface(undefined, undefined)).to.have.property('isOwn', true);
  });

  it('has the ratio of WCAG', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 0.001);
    expect(contrast([119, 119, 119], [255, 255, 255])).to.be.closeTo(4.48, 0.01);
  });
});

describe('elements with a form on any page', () => {
  afterEach(() => {
    unmountAll();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('style');
  });

  const rgbOf = (color: string): Rgb => {
    const board = new OffscreenCanvas(1, 1).getContext('2d');
    if (!board) throw new Error('no canvas');
    board.fillStyle = color;
    board.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = board.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };

  for (const name of ['piya-live-setup', 'piya-upload'] as const) {
    it(`<${name}> is read on white, black, grey and pictures, in each theme`, async () => {
      const element = document.createElement(name);
      Object.assign(element, { client: new FakePiyakast(), lang: 'en' });
      await mount(element);
      const hint = await until('a muted text', () => element.renderRoot.querySelector('.panel label, .panel .hint'));
      const pages = ['#ffffff', '#000000', '#808080', '#7a1fa2', 'oklch(0.4 0.1 250)', 'linear-gradient(#fff, #000)'];
      for (const background of pages) {
        for (const theme of [undefined, 'dark', 'light']) {
          document.body.style.background = background;
          element.toggleAttribute('theme', theme !== undefined);
          if (theme) element.setAttribute('theme', theme);
          // Observers answer in a microtask, the element in the next.
          await new Promise((done) => requestAnimationFrame(done));
          await element.updateComplete;
          const panel = getComputedStyle(inside(element, '.panel')).backgroundColor;
          const behind = panel === 'rgba(0, 0, 0, 0)' ? background : panel;
          const ratio = contrast(rgbOf(getComputedStyle(hint).color), rgbOf(behind));
          expect(ratio, `${background}, theme ${theme}`).to.be.at.least(4.5);
        }
      }
    });
  }
});
