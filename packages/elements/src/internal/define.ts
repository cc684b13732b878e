import { isServer } from './is-server.js';

/** An element class of this package: it carries the version that made it. */
export interface VersionedElement extends CustomElementConstructor {
  readonly version: string;
}

/**
 * Registers an element when its name is free.
 *
 * The first copy on a page wins, as names in a page cannot be given twice. A second copy of the same version is silent;
 * one of another version is reported in the console, because the page then runs code that its author did not expect.
 * On a server, where there is no registry, this does nothing.
 */
export function defineElement(name: `piya-${string}`, element: VersionedElement): void {
  if (isServer) return;
  const existing = customElements.get(name);
  if (existing === undefined) {
    customElements.define(name, element);
    return;
  }
  if (existing === element) return;
  const version = (existing as Partial<VersionedElement>).version;
  if (version !== element.version) {
    console.warn(
      `<${name}> is already defined${version === undefined ? '' : ` by version ${version}`}; version ${element.version} is not used.`,
    );
  }
}
