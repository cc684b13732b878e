import { expect } from '@esm-bundle/chai';
import { VERSION } from '../internal/version.js';
import { languageOf, message } from './i18n.js';

describe('languageOf()', () => {
  afterEach(() => document.querySelector('main')?.remove());

  const inside = (lang: string, html: string): Element => {
    const main = document.body.appendChild(document.createElement('main'));
    main.lang = lang;
    main.innerHTML = html;
    return main.querySelector('i') ?? main;
  };

  for (const [html, lang, expected] of [
    ['<i></i>', 'ko-KR', 'ko'],
    ['<i></i>', 'en-GB', 'en'],
    ['<p lang="en"><i></i></p>', 'ko', 'en'],
    ['<i lang="ko"></i>', 'en', 'ko'],
    ['<i></i>', 'fr', 'en'],
  ] as const) {
    it(`is ${expected} for ${html} in ${lang}`, () => {
      expect(languageOf(inside(lang, html))).to.equal(expected);
    });
  }

  it('looks through shadow roots', () => {
    const host = inside('ko', '<i></i>');
    const inner = host.attachShadow === undefined ? host : document.createElement('b');
    const shell = document.createElement('div');
    host.replaceWith(shell);
    shell.attachShadow({ mode: 'open' }).append(inner);
    expect(languageOf(inner)).to.equal('ko');
  });
});

describe('message()', () => {
  const texts = { en: { hello: 'Hello {name}' }, ko: { hello: '안녕 {name}' } };

  it('fills the places that have a value and leaves the others', () => {
    const element = document.createElement('i');
    element.lang = 'en';
    expect(message(element, texts, 'hello', { name: 'Ana' })).to.equal('Hello Ana');
    expect(message(element, texts, 'hello')).to.equal('Hello {name}');
  });
});

describe('VERSION', () => {
  it('is the version of the package', async () => {
    const manifest = (await (await fetch(new URL('../../package.json', import.meta.url))).json()) as {
      version: string;
    };
    expect(VERSION).to.equal(manifest.version);
  });
});
