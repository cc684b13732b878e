import { menuMove } from './menu-keys.js';
import type { MenuId, MenuPage } from './menu-pages.js';

/** Where the focus goes after the next render. */
type Focus = { readonly item: 'checked' | MenuId } | 'trigger' | undefined;

/** The open page of the settings, and where the focus is led. */
export class Menu {
  readonly #changed: () => void;
  #page: MenuId | undefined;
  #focus: Focus;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get page(): MenuId | undefined {
    return this.#page;
  }

  toggle(page: MenuId): void {
    if (this.#page === undefined) this.open(page);
    else this.close({ returnFocus: true });
  }

  open(page: MenuId): void {
    this.#page = page;
    this.#focus = { item: 'checked' };
    this.#changed();
  }

  /** To the page before, on the line that led here; from the first page it closes. */
  back({ parent }: Pick<MenuPage, 'parent'>): void {
    const from = this.#page;
    if (parent === undefined || from === undefined) {
      this.close({ returnFocus: true });
      return;
    }
    this.#page = parent;
    this.#focus = { item: from };
    this.#changed();
  }

  close({ returnFocus }: { returnFocus: boolean }): void {
    if (this.#page === undefined) return;
    this.#page = undefined;
    this.#focus = returnFocus ? 'trigger' : undefined;
    this.#changed();
  }

  /** Leads the focus where the last change wants it. Called when that change is rendered. */
  settleFocus(root: ParentNode): void {
    const focus = this.#focus;
    this.#focus = undefined;
    if (focus === undefined) return;
    if (focus === 'trigger') {
      root.querySelector<HTMLElement>('.settings')?.focus({ preventScroll: true });
      return;
    }
    const items = itemsOf(root);
    const wanted =
      focus.item === 'checked'
        ? items.find((item) => item.ariaChecked === 'true')
        : items.find((item) => item.dataset.opens === focus.item);
    const target = wanted ?? items.find((item) => !item.classList.contains('to-parent')) ?? items[0];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }

  onKey(event: KeyboardEvent, page: MenuPage): void {
    const items = itemsOf(event.currentTarget as HTMLElement);
    const at = items.indexOf(event.target as HTMLElement);
    const item = items[at];
    const move = menuMove(event.key, { at, count: items.length, opensPage: item?.dataset.opens !== undefined });
    // The player's keys rest while a menu is open.
    event.stopPropagation();
    if (move === undefined) return;
    if (move === 'close') {
      this.close({ returnFocus: true });
      return;
    }
    event.preventDefault();
    if (move === 'back') this.back(page);
    else if (move === 'choose') item?.click();
    else items[move.to]?.focus();
  }
}

const itemsOf = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
