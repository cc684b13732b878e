/** The next event of a name. */
export function nextEvent<Kind extends Event = Event>(target: EventTarget, name: string): Promise<Kind> {
  return new Promise((resolve) => target.addEventListener(name, (event) => resolve(event as Kind), { once: true }));
}

/** Names of events, in the order in which they come. */
export function record(target: EventTarget, names: readonly string[]): string[] {
  const seen: string[] = [];
  for (const name of names) target.addEventListener(name, () => seen.push(name));
  return seen;
}
