import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

/** A rollup plugin: writes `custom-elements.json`, which editors and catalogues read, from the comments of the classes. */
export function customElementsManifest(folder) {
  return {
    name: 'custom-elements-manifest',
    writeBundle: () => writeFileSync(join(folder, 'custom-elements.json'), `${manifestOf(folder)}\n`),
  };
}

function manifestOf(folder) {
  const files = globSync('src/**/*.ts', { cwd: folder })
    .filter((file) => !/\.test\.ts$|test-support|\.d\.ts$/.test(file))
    .sort();
  const modules = files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ESNext, true),
  );
  const manifest = create({ modules, plugins: litPlugin(), context: { dev: false } });
  const tags = manifest.modules.flatMap((module) => {
    const declarations = module.declarations.filter(({ tagName }) => tagName !== undefined);
    return declarations.length === 0 ? [] : [{ ...module, declarations: declarations.map(publicPart) }];
  });
  // What is published are the compiled files.
  return JSON.stringify({ ...manifest, modules: tags }, null, 2).replaceAll(/"src\/([^"]+)\.ts"/g, '"dist/$1.js"');
}

/** Without what only the class itself uses, and without events whose name the analyser could not read. */
function publicPart({ members = [], events = [], ...declaration }) {
  return {
    ...declaration,
    members: members.filter(({ privacy, name }) => !privacy && !name.startsWith('#')),
    events: events.filter(({ description }) => description !== undefined),
  };
}
