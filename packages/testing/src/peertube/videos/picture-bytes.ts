/** The first bytes of the pictures that PeerTube takes. */
const MAGICS: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x52, 0x49, 0x46, 0x46], // WebP, in a RIFF
];

/** Whether a file begins as a picture: an empty or a broken one does not. */
export async function isPicture(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return MAGICS.some((magic) => magic.every((byte, index) => head[index] === byte));
}
