/** The tags, and what defines each. A page loads only those that it has. */
const TAGS: Readonly<Record<string, () => Promise<unknown>>> = {
  'piya-player': () => import('../piya-player/define.js'),
  'piya-embed': () => import('../piya-embed/define.js'),
  'piya-live-setup': () => import('../piya-live-setup/define.js'),
  'piya-upload': () => import('../piya-upload/define.js'),
};

const asked = new Set<string>();

/** Defines the tags that are in a part of the page. */
function defineIn(root: Document | Element): void {
  for (const [tag, load] of Object.entries(TAGS)) {
    if (asked.has(tag) || (!(root instanceof Element && root.matches(tag)) && root.querySelector(tag) === null))
      continue;
    asked.add(tag);
    load().catch((error: unknown) => {
      // The next tag of this name asks again.
      asked.delete(tag);
      console.error(`piya: <${tag}> did not load:`, error);
    });
  }
}

defineIn(document);
new MutationObserver((changes) => {
  if (asked.size === Object.keys(TAGS).length) return;
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) defineIn(node);
}).observe(document, { childList: true, subtree: true });
