/**
 * Calls back when a `lang` attribute changes that may decide an element's language: on the page, or in a shadow root above
 * the element. Ends with the signal.
 */
export function followLanguage(element: Element, changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  let scope: Node | undefined = element;
  while (scope !== undefined) {
    const root: Node = scope.getRootNode();
    observer.observe(root, { attributes: true, attributeFilter: ['lang'], subtree: true });
    scope = root instanceof ShadowRoot ? root.host : undefined;
  }
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
