import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import type { MessageKey } from './messages.js';
import type { StoredSession } from './session.js';
import { pageStyles } from './styles.js';

/** Asks for the token of the sign-in link. Fires `sign-in` with a {@link StoredSession}. */
@customElement('demo-sign-in')
export class DemoSignIn extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      form {
        display: grid;
        gap: 0.875rem;
        max-width: 30rem;
      }

      .field {
        display: grid;
        gap: 0.25rem;
      }

      .field label {
        font-size: 0.8125rem;
        font-weight: 550;
        color: var(--muted);
      }

      input:not([type='checkbox']) {
        min-height: 2.5rem;
        padding: 0.4375rem 0.625rem;
        border: 1px solid light-dark(#9aa0ae, #6b7180);
        border-radius: 8px;
        background: var(--surface);
        color: inherit;
        font: inherit;
      }

      .check {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }

      .check input {
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) problem: MessageKey | undefined;
  @property({ type: Boolean }) busy = false;

  @state() private token = '';
  @state() private lasting = false;

  /** Puts the cursor where the token goes. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { text } = this;
    return html`<form @submit=${this.#onSubmit}>
      <h2>${text('signInTitle')}</h2>
      <p class="muted">${text('signInText')}</p>
      <div class="field">
        <label for="token">${text('token')}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          spellcheck="false"
          aria-describedby="problem"
          aria-invalid=${this.problem ? 'true' : 'false'}
          .value=${this.token}
          @input=${(event: Event) => {
            this.token = (event.target as HTMLInputElement).value;
          }}
        />
        <p id="problem" class="problem small" role="alert">${this.problem ? text(this.problem) : nothing}</p>
      </div>
      <div class="check">
        <input
          id="stay"
          type="checkbox"
          .checked=${this.lasting}
          @change=${(event: Event) => {
            this.lasting = (event.target as HTMLInputElement).checked;
          }}
        />
        <label for="stay">${text('stay')}</label>
      </div>
      <div class="row"><button class="primary" ?disabled=${this.busy}>${text('signIn')}</button></div>
    </form>`;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    // A person may paste the whole link.
    const token = this.token.trim().replace(/^.*#token=/, '');
    if (!token) return;
    this.dispatchEvent(new CustomEvent<StoredSession>('sign-in', { detail: { token, lasting: this.lasting } }));
  }
}
