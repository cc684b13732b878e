import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { rollup } from 'rollup';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const sdk = resolve(import.meta.dirname, '../../../sdk');
const dist = join(sdk, 'dist');
const manifest = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'peerDependencies',
  Record<string, string> | undefined
>;

/** Every module that an entry of the built SDK reaches, and what it imports of others. */
async function graphOf(entry: string): Promise<{ modules: string[]; imports: string[] }> {
  const build = await rollup({ input: join(dist, entry), external: (id) => !/^[./]|^[A-Za-z]:/.test(id) });
  const { output } = await build.generate({ format: 'es', inlineDynamicImports: true });
  await build.close();
  return { modules: output[0].moduleIds, imports: [...output[0].imports, ...output[0].dynamicImports].sort() };
}

/** Names that are neither declared nor known to a worker: of a page (`document`), or of Node (`Buffer`). */
function unknownNames(files: readonly string[], given?: ts.CompilerHost): string[] {
  const options: ts.CompilerOptions = {
    ...{ allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, types: [] },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext },
    lib: ['lib.es2023.d.ts', 'lib.webworker.d.ts'],
  };
  const program = ts.createProgram(files, options, given);
  return files
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
    .filter((text) => text.startsWith('Cannot find name'));
}

describe("the SDK's entries as built", () => {
  it('the main one imports no node: module, and nothing but its dependencies', async () => {
    const { modules, imports } = await graphOf('index.js');
    expect(modules.length).toBeGreaterThan(50);
    const { dependencies = {}, peerDependencies = {} } = manifest;
    expect(imports).toContain('eventsource-parser');
    expect(imports.filter((id) => !(id in dependencies || id in peerDependencies))).toEqual([]);
    expect(imports.filter((id) => isBuiltin(id))).toEqual([]);
  });

  it('the main one uses no global that only a page or only Node has', async () => {
    const { modules } = await graphOf('index.js');
    expect(unknownNames(modules)).toEqual([]);
  });

  it('the one for browsers imports no node: module', async () => {
    const { imports } = await graphOf('browser.js');
    expect(imports.filter((id) => isBuiltin(id))).toEqual([]);
  });

  it('the one for Node does, which shows that the search finds them', async () => {
    const { imports } = await graphOf('node.js');
    expect(imports).toContain('node:fs/promises');
    expect(imports.every((id) => isBuiltin(id) === id.startsWith('node:'))).toBe(true);
  });

  it('a use of a global of a page or of Node is found', () => {
    const host = ts.createCompilerHost({});
    const { readFile, fileExists } = host;
    const file = '/probe.js';
    host.fileExists = (name) => name === file || fileExists(name);
    host.readFile = (name) =>
      name === file ? 'export const a = [document, window, HTMLElement, Buffer, fetch, crypto];' : readFile(name);
    expect(unknownNames([file], host)).toHaveLength(4);
  });
});
