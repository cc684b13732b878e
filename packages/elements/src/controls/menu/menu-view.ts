import { html, nothing, type TemplateResult } from 'lit';
import type { ControlsMessage } from '../messages.js';
import { ICONS } from '../view/icons.js';
import type { Menu } from './menu.js';
import type { MenuItem, MenuPage } from './menu-pages.js';

/** One page of the settings, above the bar. */
export function menuView(
  menu: Menu,
  page: MenuPage,
  text: (key: ControlsMessage, values?: Record<string, string>) => string,
): TemplateResult {
  return html`<div
    class="menu"
    part="menu"
    role="menu"
    aria-label=${page.title}
    @keydown=${(event: KeyboardEvent) => menu.onKey(event, page)}
  >
    ${
      page.parent === undefined
        ? nothing
        : html`<button
            class="item to-parent"
            part="menu-item"
            type="button"
            role="menuitem"
            tabindex="-1"
            aria-label=${text('back', { label: page.title })}
            @click=${() => menu.back(page)}
          >
            <span class="mark">${ICONS.back}</span><span class="label">${page.title}</span>
          </button>`
    }
    ${page.items.map((item) => itemView(menu, item))}
  </div>`;
}

function itemView(menu: Menu, item: MenuItem): TemplateResult {
  const { checked, label, opens, value } = item;
  const isChoice = opens === undefined;
  const onClick = () => {
    if (opens !== undefined) {
      menu.open(opens);
      return;
    }
    item.choose?.();
    menu.close({ returnFocus: true });
  };
  return html`<button
    class="item"
    part="menu-item"
    type="button"
    role=${isChoice ? 'menuitemradio' : 'menuitem'}
    tabindex="-1"
    aria-checked=${isChoice ? String(checked === true) : nothing}
    aria-haspopup=${isChoice ? nothing : 'menu'}
    data-opens=${opens ?? nothing}
    @click=${onClick}
  >
    ${isChoice ? html`<span class="mark">${checked ? ICONS.check : nothing}</span>` : nothing}
    <span class="label">${label}</span>
    ${value ? html`<span class="value">${value}</span>` : nothing}
    ${isChoice ? nothing : html`<span class="mark">${ICONS.forward}</span>`}
  </button>`;
}
