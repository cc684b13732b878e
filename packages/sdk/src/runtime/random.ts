/** A number in [0, 1), as an option, so that tests can repeat a run. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
