/** What a key does in a menu. */
export type MenuMove = { readonly to: number } | 'back' | 'close' | 'choose' | undefined;

/** The keys of a menu with `count` lines while line `at` has the focus. @see ARIA Authoring Practices, "Menu" */
export function menuMove(
  key: string,
  { at, count, opensPage }: { at: number; count: number; opensPage: boolean },
): MenuMove {
  switch (key) {
    case 'ArrowDown':
      return { to: (at + 1) % count };
    case 'ArrowUp':
      return { to: (at - 1 + count) % count };
    case 'Home':
    case 'PageUp':
      return { to: 0 };
    case 'End':
    case 'PageDown':
      return { to: count - 1 };
    case 'ArrowRight':
      return opensPage ? 'choose' : undefined;
    case 'ArrowLeft':
    case 'Escape':
      return 'back';
    case 'Tab':
      return 'close';
    default:
      return undefined;
  }
}
