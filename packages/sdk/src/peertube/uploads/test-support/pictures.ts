/** The smallest PNG, blown up to a size by bytes after its end, which decoders ignore. */
export function png(sizeBytes?: number, type = 'image/png'): Blob {
  const base64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes, new Uint8Array(Math.max(0, (sizeBytes ?? 0) - bytes.length))], { type });
}

/** Begins and ends as a JPEG does. */
export const jpeg = (): Blob => new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)], { type: 'image/jpeg' });
