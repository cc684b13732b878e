/** A number in [0, 1), as an option, so that tests can repeat a run. */
export type Random = () => number;

/** `Math.random`; where a key or a secret is made, `crypto` is used instead. */
export const systemRandom: Random = () => Math.random();

/** 32 random hex digits, also on a page without TLS, where `crypto.randomUUID` is missing. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
