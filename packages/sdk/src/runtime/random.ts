/** A number in [0, 1), as an option, so that tests can repeat a run. */
export type Random = () => number;

/** `Math.random`; where a key or a secret is made, `crypto` is used instead. */
export const systemRandom: Random = () => Math.random();
