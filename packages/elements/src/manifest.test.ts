import { expect } from '@esm-bundle/chai';
import './define.js';

interface Declaration {
  readonly tagName: string;
  readonly summary?: string;
  readonly attributes?: readonly { readonly name: string; readonly description?: string }[];
  readonly events?: readonly { readonly name: string; readonly description?: string }[];
}

/** Attributes of every HTML element, which need no explanation of ours. */
const GLOBAL = ['lang', 'title'];

describe('custom-elements.json', () => {
  let tags: readonly Declaration[];

  before(async () => {
    const { modules } = await (await fetch('/packages/elements/custom-elements.json')).json();
    tags = modules.flatMap(({ declarations }: { declarations: Declaration[] }) => declarations);
  });

  it('promise 82: names the four tags, each with its summary and its events', () => {
    expect(tags.map(({ tagName }) => tagName).sort()).to.deep.equal([
      'piya-embed',
      'piya-live-setup',
      'piya-player',
      'piya-upload',
    ]);
    for (const { tagName, summary, events = [] } of tags) {
      expect(summary, tagName).to.be.a('string');
      expect(events.length, `events of ${tagName}`).to.be.greaterThan(0);
    }
  });

  it('explains every attribute that an element listens to', () => {
    for (const { tagName, attributes = [] } of tags) {
      const { observedAttributes = [] } = customElements.get(tagName) as { observedAttributes?: readonly string[] };
      const own = observedAttributes.filter((name) => !GLOBAL.includes(name));
      const explained = attributes.filter(({ description }) => description).map(({ name }) => name);
      expect(explained, tagName).to.include.members(own);
    }
  });
});
