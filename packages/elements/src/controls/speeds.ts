/** Speeds to choose from. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next speed up or down from any speed; the ends stay. */
export function nextSpeed(rate: number, step: 1 | -1): number {
  if (step > 0) return SPEEDS.find((speed) => speed > rate) ?? Math.max(rate, SPEEDS.at(-1) ?? 1);
  return SPEEDS.findLast((speed) => speed < rate) ?? Math.min(rate, SPEEDS[0]);
}

/** `1.25×`, in the digits of the language. */
export function speedText(rate: number, language: string): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(rate)}×`;
}
