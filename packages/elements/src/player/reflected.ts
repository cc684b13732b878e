/** A value that an attribute gives: a boolean says whether it is there, a number and a text what stands in it. */
type Fallback = string | boolean | number | null;

/**
 * Defines properties that are their attributes, as the platform's reflected ones are: nothing is kept twice, and no
 * attribute appears that the page did not write. The attribute has the property's name in lower case, unless `names`
 * has another one.
 *
 * @returns The attributes, to be observed.
 */
export function reflect(
  prototype: HTMLElement,
  fallbacks: Readonly<Record<string, Fallback>>,
  names: Readonly<Record<string, string>> = {},
): string[] {
  return Object.entries(fallbacks).map(([property, fallback]) => {
    const attribute = names[property] ?? property.toLowerCase();
    const isBoolean = typeof fallback === 'boolean';
    Object.defineProperty(prototype, property, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        const value = this.getAttribute(attribute);
        if (isBoolean) return value !== null;
        return typeof fallback === 'number' ? Number.parseInt(value ?? '', 10) || fallback : (value ?? fallback);
      },
      set(this: HTMLElement, value: unknown) {
        const text = isBoolean ? (value ? '' : null) : value;
        if (text === null || text === undefined) this.removeAttribute(attribute);
        else if (this.getAttribute(attribute) !== String(text)) this.setAttribute(attribute, String(text));
      },
    });
    return attribute;
  });
}

/**
 * Applies what a page set before the element was defined: those values are plain properties of the object then, and
 * hide the accessors of the class. Lit does the same for its own properties.
 */
export function applyEarlyProperties(element: HTMLElement, base: object): void {
  for (
    let prototype = Object.getPrototypeOf(element);
    prototype !== base;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    for (const [name, { set }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const early = set && Object.getOwnPropertyDescriptor(element, name);
      if (!early) continue;
      delete (element as unknown as Record<string, unknown>)[name];
      set.call(element, early.value);
    }
  }
}
