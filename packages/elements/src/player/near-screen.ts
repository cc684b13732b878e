/** How near to the screen an element is when it begins to look for its video. */
const NEAR = '200px';

const callbacks = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

/** Calls back once, when the element comes near the screen. All elements share one observer. */
export function whenNear(element: Element, callback: () => void): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer?.unobserve(target);
        callbacks.get(target)?.();
      }
    },
    { rootMargin: NEAR },
  );
  callbacks.set(element, callback);
  observer.observe(element);
}
