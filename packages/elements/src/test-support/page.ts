import { expect } from '@esm-bundle/chai';
import 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { LitElement } from 'lit';

/** The package is no module; a page gets it as a global. */
const { axe } = globalThis as unknown as { axe: { run(node: Element, options: RunOptions): Promise<AxeResults> } };

/** Puts an element into the page, and takes all of them out after the test. */
export async function mount<Kind extends LitElement>(element: Kind): Promise<Kind> {
  document.body.append(element);
  mounted.add(element);
  await element.updateComplete;
  return element;
}

const mounted = new Set<Element>();

/** For `afterEach`. */
export function unmountAll(): void {
  for (const element of mounted) element.remove();
  mounted.clear();
}

/** One node of the element's inside; a missing one is an error that names it. */
export function inside<Kind extends HTMLElement = HTMLElement>(element: LitElement, selector: string): Kind {
  const found = element.renderRoot.querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector} in ${element.localName}.`);
  return found;
}

/** Types a text into a field. */
export function type(element: LitElement, selector: string, text: string): void {
  const field = inside<HTMLInputElement>(element, selector);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What a person reads. */
export const textOf = (element: LitElement): string => (element.renderRoot.textContent ?? '').replace(/\s+/g, ' ');

/** No rule of axe is broken, in light and in dark. */
export async function expectAccessible(element: LitElement): Promise<void> {
  for (const theme of ['light', 'dark']) {
    element.setAttribute('theme', theme);
    document.body.style.background = theme === 'dark' ? '#16181d' : '#ffffff';
    // Elements that follow the page see the change by then.
    await new Promise((done) => requestAnimationFrame(done));
    await element.updateComplete;
    // A colour in the middle of its change is no colour of the design.
    await Promise.all((element.shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
    const { violations } = await axe.run(element, { resultTypes: ['violations'] });
    expect(
      violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      'accessibility',
    ).to.deep.equal([]);
  }
  document.body.style.background = '';
}

/** Nothing sticks out at a width in pixels. */
export async function expectFits(element: LitElement, width: number): Promise<void> {
  element.style.width = `${width}px`;
  await element.updateComplete;
  expect(element.scrollWidth, `width at ${width} px`).to.be.at.most(width);
  for (const node of element.renderRoot.querySelectorAll<HTMLElement>('button, input, select, textarea, p')) {
    if (node.closest('.visually-hidden') || node.offsetParent === null) continue;
    const right = node.getBoundingClientRect().right - element.getBoundingClientRect().left;
    expect(right, `right edge of ${node.outerHTML.slice(0, 80)}`).to.be.at.most(width + 0.5);
  }
  element.style.width = '';
}
