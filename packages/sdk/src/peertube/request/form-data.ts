/** PeerTube makes five sizes of a picture before it answers. A large one took 19 s on a busy machine. */
export const PICTURE_TIMEOUT_MS = 90_000;

/** Fields as multipart, which pictures need. Lists go as `name[]`: PeerTube refuses a single plain one. */
export function toFormData(
  json: Record<string, unknown>,
  thumbnail?: Blob,
  preview: Blob | null = thumbnail ?? null,
): FormData {
  const form = new FormData();
  const add = (name: string, value: unknown): void => {
    if (value === undefined) return;
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) add(`${name}[${typeof item === 'object' ? at : ''}]`, item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
    } else form.append(name, value === null ? 'null' : String(value));
  };
  for (const [name, value] of Object.entries(json)) add(name, value);
  if (thumbnail) form.append('thumbnailfile', thumbnail, imageName(thumbnail));
  if (preview) form.append('previewfile', preview, imageName(preview));
  return form;
}

/** A request's body: JSON, or multipart when there is a picture. */
export function bodyOf(
  json: Record<string, unknown>,
  thumbnail: Blob | undefined,
): { json: unknown } | { body: FormData } {
  return thumbnail === undefined ? { json } : { body: toFormData(json, thumbnail) };
}

/** PeerTube asks for an extension that it knows. */
const imageName = ({ type }: Blob): string => `image.${type.split('/')[1] ?? 'jpg'}`;
