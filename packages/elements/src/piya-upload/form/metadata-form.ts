import type { PiyakastChannel, VideoMetadata } from '@piyakast/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language, MessageValues } from '../../i18n/i18n.js';
import { categories, languages, privacies } from '../../internal/choices.js';
import { checkField, choiceField, textField } from '../../internal/fields.js';
import type { UploadMessage } from '../messages.js';
import type { UploadItem } from '../queue/upload-item.js';
import { LIMIT_VALUES, type MetadataField, parseTags } from './check-metadata.js';

/** What the form's template needs from its element. */
export interface MetadataFormContext {
  language: Language;
  text: (key: UploadMessage, values?: MessageValues) => string;
  /** Those that a video may go to; a choice only where there are several. */
  channels: readonly PiyakastChannel[];
  /** The person changed the item's metadata. */
  onEdit: (item: UploadItem, change: Partial<VideoMetadata>) => void;
}

/** What the parts of the form share. */
interface Draft extends MetadataFormContext {
  item: UploadItem;
  set: (change: Partial<VideoMetadata>) => void;
  problem: (field: MetadataField) => string | undefined;
}

/**
 * The details of one draft: the title in sight, the rest a click away. No `maxlength`: browsers count UTF-16 units and cut
 * emoji in half, where PeerTube counts characters.
 */
export function metadataForm(item: UploadItem, context: MetadataFormContext): TemplateResult {
  const { key, metadata, problems } = item;
  const { text, onEdit } = context;
  const draft: Draft = {
    ...context,
    item,
    set: (change) => onEdit(item, change),
    problem(field) {
      const found = problems[field];
      return found && text(found, LIMIT_VALUES);
    },
  };
  const hidden = problems.description ?? problems.tags ?? problems.videoPasswords;
  return html`
    ${textField({
      id: `${key}-name`,
      label: text('name'),
      value: metadata.name,
      required: true,
      problem: draft.problem('name'),
      onInput: (name) => draft.set({ name }),
    })}
    <details ?open=${hidden !== undefined}>
      <summary>${text('details')}</summary>
      <div class="fields">
        <div class="wide">${descriptionField(draft)}</div>
        ${channelField(draft)} ${listFields(draft)} ${privacyFields(draft)}
        <div class="wide">${tagsField(draft)}</div>
        <div class="wide">
          ${checkField({
            id: `${key}-nsfw`,
            label: text('nsfw'),
            checked: metadata.nsfw ?? false,
            onChange: (nsfw) => draft.set({ nsfw }),
          })}
        </div>
      </div>
    </details>
  `;
}

function descriptionField({ item: { key, metadata }, text, set, problem }: Draft): TemplateResult {
  return textField({
    id: `${key}-description`,
    label: text('description'),
    value: metadata.description ?? '',
    lines: 3,
    problem: problem('description'),
    onInput: (description) => set({ description }),
  });
}

function channelField({ item: { key, metadata }, text, set, channels }: Draft): TemplateResult | typeof nothing {
  if (channels.length < 2) return nothing;
  return choiceField({
    id: `${key}-channel`,
    label: text('channel'),
    value: String(metadata.channelId ?? channels[0]?.id),
    choices: channels.map(({ id, displayName }) => ({ value: String(id), label: displayName })),
    onChange: (id) => set({ channelId: Number(id) }),
  });
}

function listFields({ item: { key, metadata }, text, set, language }: Draft): TemplateResult[] {
  return [
    choiceField({
      id: `${key}-category`,
      label: text('category'),
      value: metadata.category ?? '',
      empty: text('none'),
      choices: categories(language),
      onChange: (category) => set({ category }),
    }),
    choiceField({
      id: `${key}-language`,
      label: text('language'),
      value: metadata.language ?? '',
      empty: text('none'),
      choices: languages(language),
      onChange: (value) => set({ language: value }),
    }),
  ];
}

function privacyFields({ item: { key, metadata }, text, set, problem, language }: Draft): TemplateResult[] {
  const privacy = choiceField({
    id: `${key}-privacy`,
    label: text('privacy'),
    value: metadata.privacy ?? 'public',
    choices: privacies(language),
    onChange: (value) => set({ privacy: value }),
  });
  if (metadata.privacy !== 'password') return [privacy];
  const password = textField({
    id: `${key}-password`,
    label: text('password'),
    type: 'password',
    value: metadata.videoPasswords?.[0] ?? '',
    problem: problem('videoPasswords'),
    onInput: (word) => set({ videoPasswords: [word] }),
  });
  return [privacy, password];
}

/** Not bound to the value: writing the parsed tags back would take the comma from under the person's hands. */
function tagsField({ item: { key, metadata }, text, set, problem: problemOf }: Draft): TemplateResult {
  const problem = problemOf('tags');
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
    <p class=${problem ? 'problem' : 'hint'} id="${key}-tags-hint">${problem ?? text('tagsHint', LIMIT_VALUES)}</p>
  </div>`;
}
