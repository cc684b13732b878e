import type { VideoMetadata } from '@piyakast/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../i18n/i18n.js';
import { categories, languages, privacies } from '../internal/choices.js';
import { checkField, choiceField, textField } from '../internal/fields.js';
import { type MetadataField, parseTags } from './check-metadata.js';
import type { UploadMessage } from './messages.js';
import type { UploadItem } from './upload-item.js';

/** What the form's template needs from its element. */
export interface MetadataFormContext {
  language: Language;
  text: (key: UploadMessage) => string;
  /** The item's metadata was changed. */
  onChange: (item: UploadItem) => void;
}

/** The details of one draft: the title in sight, the rest a click away. */
export function metadataForm(item: UploadItem, { language, text, onChange }: MetadataFormContext): TemplateResult {
  const { key, metadata, problems } = item;
  const set = (change: Partial<VideoMetadata>) => {
    item.metadata = { ...item.metadata, ...change };
    onChange(item);
  };
  const problem = (field: MetadataField) => {
    const found = problems[field];
    return found && text(found);
  };
  const hidden = problems.description ?? problems.tags ?? problems.videoPasswords;
  return html`
    ${textField({
      id: `${key}-name`,
      label: text('name'),
      value: metadata.name,
      required: true,
      maxLength: 120,
      problem: problem('name'),
      onInput: (name) => set({ name }),
    })}
    <details ?open=${hidden !== undefined}>
      <summary>${text('details')}</summary>
      <div class="fields">
        <div class="wide">
          ${textField({
            id: `${key}-description`,
            label: text('description'),
            value: metadata.description ?? '',
            lines: 3,
            maxLength: 10_000,
            problem: problem('description'),
            onInput: (description) => set({ description }),
          })}
        </div>
        ${choiceField({
          id: `${key}-category`,
          label: text('category'),
          value: metadata.category ?? '',
          empty: text('none'),
          choices: categories(language),
          onChange: (category) => set({ category }),
        })}
        ${choiceField({
          id: `${key}-language`,
          label: text('language'),
          value: metadata.language ?? '',
          empty: text('none'),
          choices: languages(language),
          onChange: (value) => set({ language: value }),
        })}
        ${choiceField({
          id: `${key}-privacy`,
          label: text('privacy'),
          value: metadata.privacy ?? 'public',
          choices: privacies(language),
          onChange: (privacy) => set({ privacy }),
        })}
        ${
          metadata.privacy === 'password'
            ? textField({
                id: `${key}-password`,
                label: text('password'),
                type: 'password',
                value: metadata.videoPasswords?.[0] ?? '',
                maxLength: 100,
                problem: problem('videoPasswords'),
                onInput: (password) => set({ videoPasswords: [password] }),
              })
            : nothing
        }
        <div class="wide">${tagsField(item, text, problem('tags'), set)}</div>
        <div class="wide">
          ${checkField({
            id: `${key}-nsfw`,
            label: text('nsfw'),
            checked: metadata.nsfw ?? false,
            onChange: (nsfw) => set({ nsfw }),
          })}
        </div>
      </div>
    </details>
  `;
}

/** Not bound to the value: writing the parsed tags back would take the comma from under the person's hands. */
function tagsField(
  { key, metadata }: UploadItem,
  text: MetadataFormContext['text'],
  problem: string | undefined,
  set: (change: Partial<VideoMetadata>) => void,
): TemplateResult {
  const onInput = (event: Event) => set({ tags: parseTags((event.target as HTMLInputElement).value) });
  return html`<div class="field">
    <label for="${key}-tags">${text('tags')}</label>
    <input
      id="${key}-tags"
      type="text"
      autocomplete="off"
      value=${(metadata.tags ?? []).join(', ')}
      aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby="${key}-tags-hint"
      @change=${onInput}
    />
    <p class=${problem ? 'problem' : 'hint'} id="${key}-tags-hint">${problem ?? text('tagsHint')}</p>
  </div>`;
}
