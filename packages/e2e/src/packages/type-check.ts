import { join } from 'node:path';
import ts from 'typescript';

/** A consumer's settings, beside strictness. */
export interface ConsumerSettings {
  resolution: 'bundler' | 'node16';
  lib: readonly string[];
}

/** What TypeScript finds wrong in a consumer's file and in the packages' declarations; not in those of others. */
export function typeErrors(consumer: string, file: string, { resolution, lib }: ConsumerSettings): string[] {
  const isBundler = resolution === 'bundler';
  const program = ts.createProgram([join(consumer, file)], {
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
    target: ts.ScriptTarget.ES2022,
    module: isBundler ? ts.ModuleKind.ESNext : ts.ModuleKind.Node16,
    moduleResolution: isBundler ? ts.ModuleResolutionKind.Bundler : ts.ModuleResolutionKind.Node16,
    lib: lib.map((name) => `lib.${name}.d.ts`),
    types: ['node'],
    typeRoots: [join(import.meta.dirname, '../../../../node_modules/@types')],
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName));
  return [...program.getGlobalDiagnostics(), ...ours.flatMap((source) => diagnosticsOf(program, source))].map(
    ({ file: where, messageText }) =>
      `${where?.fileName.split('@piyakast/').at(-1) ?? 'settings'}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

const isOurs = (path: string): boolean => !path.includes('/node_modules/') || /\/@piyakast\/\w+\/dist\//.test(path);

function diagnosticsOf(program: ts.Program, source: ts.SourceFile): readonly ts.Diagnostic[] {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
}
