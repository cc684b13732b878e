import 'axe-core/axe.min.js';
import type axe from 'axe-core';

/** What axe finds wrong with an element, in words. A player's own frame is another page. */
export async function axeProblems(element: Element): Promise<string[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const { violations } = await axe.run(element as axe.ElementContext, { iframes: false, resultTypes: ['violations'] });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 120)).join(', ')})`,
  );
}
