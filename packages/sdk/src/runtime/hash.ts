/**
 * A stable, whole number below 2^53 for these bytes: 32-bit FNV-1a twice, with different starts.
 *
 * Intentionally not a cryptographic digest: `crypto.subtle` is missing on pages without TLS, and nothing here defends
 * against an attacker, only against mixing up two files.
 */
export function hash53(input: string | Uint8Array): number {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const hash = (start: number) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), start) >>> 0;
  // The upper bits of the second: they depend on all the bits of each byte.
  return (hash(0x1b873593) >>> 11) * 2 ** 32 + hash(0x811c9dc5);
}
