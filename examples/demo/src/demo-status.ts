import type { ServiceStatus } from '@piyakast/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import { formatSize } from './format.js';
import type { MessageKey } from './messages.js';
import { findSandbox, type SandboxSwitch } from './sandbox-switch.js';
import { pageStyles } from './styles.js';

/** One line on the state of the service, and the sandbox's switch when there is a sandbox. */
@customElement('demo-status')
export class DemoStatus extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        border-block-end: 1px solid var(--line);
        background: color-mix(in oklab, var(--tone, var(--muted)) 7%, var(--surface));
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.375rem 1.5rem;
        max-width: 80rem;
        min-height: 3rem;
        margin: 0 auto;
        padding: 0.375rem clamp(1rem, 3vw, 2rem);
      }

      .says {
        display: flex;
        align-items: baseline;
        gap: 0.625rem;
        flex: 1 1 16rem;
      }

      .dot {
        flex: none;
        width: 0.5625rem;
        height: 0.5625rem;
        border-radius: 50%;
        background: var(--tone, var(--muted));
      }

      .switch {
        max-width: 100%;
        min-height: 2.25rem;
        padding: 0.25rem 0.625rem 0.25rem 0.75rem;
        border-radius: 1.125rem;
        font-size: 0.875rem;
        white-space: normal;
      }

      .track {
        flex: none;
        position: relative;
        width: 2.25rem;
        height: 1.25rem;
        border-radius: 99px;
        background: light-dark(#8a90a0, #5b6170);
        transition: background-color 150ms;
      }

      .track::after {
        content: '';
        position: absolute;
        inset: 0.1875rem auto auto 0.1875rem;
        width: 0.875rem;
        height: 0.875rem;
        border-radius: 50%;
        background: #fff;
        transition: translate 150ms;
      }

      [aria-checked='true'] .track {
        background: light-dark(#1b6e3a, #3d8f5c);
      }

      [aria-checked='true'] .track::after {
        translate: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) status: ServiceStatus | undefined;
  @property({ type: Boolean }) lost = false;
  /** Whether the switch may be shown. */
  @property({ type: Boolean }) owner = false;

  #asked = '';
  @state() private sandbox: SandboxSwitch | undefined;
  @state() private up = true;
  @state() private failed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const url = this.status?.peertube[0]?.url ?? '';
    if (url !== this.#asked) {
      this.#asked = url;
      void this.#discover(url);
    }
    if (changed.has('status') || changed.has('lost')) this.className = this.#tone;
  }

  protected override render(): TemplateResult {
    const { text, status } = this;
    const waiting = status?.waiting.videos ?? 0;
    return html`<section class="line" aria-label=${text('service')}>
      <p class="says" role="status" aria-live="polite">
        <span class="dot" aria-hidden="true"></span>
        <span>
          ${text(this.#message)}
          ${
            waiting > 0
              ? html`<span class="muted"
                  >${text('waitingVideos', { count: waiting, size: formatSize(status?.waiting.bytes ?? 0, this.language) })}</span
                >`
              : nothing
          }
          ${this.failed ? html`<span class="problem">${text('sandboxFailed')}</span>` : nothing}
        </span>
      </p>
      ${this.owner && this.sandbox ? this.#renderSwitch(this.sandbox) : nothing}
    </section>`;
  }

  #renderSwitch(sandbox: SandboxSwitch): TemplateResult {
    const { text, up } = this;
    return html`<button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${up ? 'true' : 'false'}
      aria-label=${text('sandbox')}
      @click=${() => void this.#toggle(sandbox)}
    >
      <span>${text('sandbox')}</span><span class="muted">${text(up ? 'sandboxOn' : 'sandboxOff')}</span>
      <span class="track" aria-hidden="true"></span>
    </button>`;
  }

  get #message(): MessageKey {
    if (this.lost) return 'statusLost';
    if (!this.status) return 'statusUnknown';
    return this.status.status === 'ok' ? 'statusUp' : 'statusDown';
  }

  get #tone(): string {
    if (this.lost) return 'bad';
    if (!this.status) return '';
    return this.status.status === 'ok' ? 'good' : 'warn';
  }

  async #discover(peertubeUrl: string): Promise<void> {
    const sandbox = peertubeUrl ? await findSandbox(peertubeUrl) : undefined;
    if (peertubeUrl !== this.#asked) return;
    this.sandbox = sandbox;
    if (sandbox) this.up = await sandbox.isUp();
  }

  async #toggle(sandbox: SandboxSwitch): Promise<void> {
    this.failed = false;
    try {
      await sandbox.set(!this.up);
      this.up = await sandbox.isUp();
    } catch {
      // Said in the line; the switch stays where it was.
      this.failed = true;
    }
  }
}
