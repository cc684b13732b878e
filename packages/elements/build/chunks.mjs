import { join } from 'node:path';

/** Modules that the shell inlines: so small that a request, or a chunk of a user's bundler, would cost more. */
const INLINED = new Set(['@piyakast/sdk/urls', '@piyakast/sdk/preview']);

/** What the library leaves as an import of its user. */
export const isExternal = (id) =>
  !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id) && !id.startsWith('\0') && !INLINED.has(id);

/**
 * Puts what every player needs before its viewer plays anything into one file.
 *
 * A bundler of a user makes a chunk for each set of parts that share a module, and a page loads all those that its entry
 * is in: a dozen requests when each module is a file. Here `shell` is what `<piya-player>` and `<piya-embed>` share,
 * and `base` is what all elements share. `packages/e2e/src/packages/elements-size.test.ts` measures.
 *
 * @param {string} folder - Of the package.
 * @param {{ isDropIn?: boolean }} [options] - A drop-in has Lit inside, and one file for everything.
 */
export function shellChunks(folder, { isDropIn = false } = {}) {
  const entry = (name) => join(folder, 'src', name, `${name}.ts`);
  let shared;
  return (id, { getModuleInfo }) => {
    shared ??= {
      player: staticImports(entry('piya-player'), getModuleInfo),
      embed: staticImports(entry('piya-embed'), getModuleInfo),
      upload: staticImports(entry('piya-upload'), getModuleInfo),
    };
    const { player, embed, upload } = shared;
    if (!player.has(id) || (!embed.has(id) && !isDropIn) || id === entry('piya-player')) return undefined;
    if (isDropIn) return embed.has(id) ? 'shell' : undefined;
    return upload.has(id) ? 'base' : 'shell';
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
    const short = code.replace(/css\s*`[^`]*`/g, (style) =>
      style
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':'),
    );
    return { code: short, map: null };
  },
};
