import { join } from 'node:path';

/** Modules that the shell inlines: so small that a request, or a chunk of a user's bundler, would cost more. */
const INLINED = new Set(['@piyakast/sdk/urls', '@piyakast/sdk/preview']);

/** What the library leaves as an import of its user. */
export const isExternal = (id) =>
  !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id) && !id.startsWith('\0') && !INLINED.has(id);

/**
 * Puts what `<piya-player>` and `<piya-embed>` share before their viewer plays anything into one file, `shell`.
 *
 * A bundler of a user makes a chunk for each set of parts that share a module, and a page loads all those that its entry
 * is in: a dozen requests when each module is a file. `packages/e2e/src/packages/elements-size.test.ts` measures.
 *
 * @param {string} folder - Of the package.
 */
export function shellChunk(folder) {
  const file = (tag, name) => join(folder, 'src', tag, `${name}.ts`);
  let shell;
  return (id, { getModuleInfo }) => {
    if (shell === undefined) {
      const embed = staticImports(file('piya-embed', 'define'), getModuleInfo);
      shell = staticImports(file('piya-player', 'define'), getModuleInfo).intersection(embed);
    }
    return shell.has(id) ? 'shell' : undefined;
  };
}

function staticImports(entry, getModuleInfo) {
  const found = new Set([entry]);
  for (const id of found) for (const next of getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

/** Takes comments, line breaks and indents out of styles: no minifier looks into a template literal. */
export const shortStyles = {
  name: 'short-styles',
  transform(code, id) {
    if (!/\.styles\.(ts|js)$/.test(id)) return null;
    const short = code.replace(/css(?: \*\/)?\s*`[^`]*`/g, (style) =>
      style
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':'),
    );
    return { code: short, map: null };
  },
};
