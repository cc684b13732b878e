import { join, relative } from 'node:path';
import ts from 'typescript';
import { aimOf, type Exported, isType, takenTypes } from './taken-types.js';

/** Names of properties that say all there is to say, when they are not numbers. */
const PLAIN_NAMES =
  /^(id|uuid|name|displayName|username|email|password|label|title|url|uri|host|message|status|tags|signal|clock|random|method|headers|query)$/;
/** Units in names of numbers, and numbers that count nothing. */
const TELLS_UNIT = /(Ms|Bytes|Seconds|PerSecond|Percent|Pixels)$|^id$|Id$/;
/** What a docstring says. */
interface Doc {
  text: string;
  /** Code of the examples, without imports. */
  examples: string[];
  throws: string[];
}

/** What is looked at: files, and in tests texts in their place. */
export interface LookOptions {
  /** Paths are relative to this. */
  root: string;
  texts?: Readonly<Record<string, string>>;
}

/** Every name that the entries export, and what the docstrings lack, as `name (file): what`. */
export function lacksOf(entries: readonly string[], options: LookOptions): { names: string[]; lacks: string[] } {
  const program = programOf(entries, options);
  const checker = program.getTypeChecker();
  const exported = exportsOf(program, checker, entries);
  const codes = new Set(literalsOf(checker, exported.find(({ name }) => name === 'KnownErrorCode')?.nodes[0]));
  const errors = exported.map(({ name }) => name).filter((name) => name.endsWith('Error'));
  const lacks: string[] = [];

  const report = (name: string, node: ts.Node, what: string): void => {
    lacks.push(`${name} (${relative(options.root, node.getSourceFile().fileName)}): ${what}`);
  };

  function mustShow(name: string, node: ts.Node, doc: Doc, use: string): void {
    if (!doc.examples.some((code) => isUsed(code, use))) report(name, node, `no @example that uses \`${use}\``);
  }

  function mustTellErrors(name: string, node: ts.Node, doc: Doc): void {
    const thrown = doc.throws.join('\n');
    const isNamed = errors.some((error) => new RegExp(`\\b${error}\\b`).test(thrown));
    if (thrown === '') report(name, node, 'no @throws');
    else if (!isNamed && !/\bWhat .* throws\b/.test(thrown)) report(name, node, '@throws names no error class');
    for (const [, code = ''] of thrown.matchAll(/`([a-z]+\/[a-z-]+)`/g)) {
      if (!codes.has(code)) report(name, node, `@throws names the unknown code ${code}`);
    }
  }

  function checkValue(name: string, node: ts.Declaration): void {
    const doc = docOf(node);
    if (doc.text === '') report(name, node, 'no docstring');
    mustShow(name, node, doc, name);
    if (!ts.isSourceFile(node) && mayFail(checker, node)) mustTellErrors(name, node, doc);
    for (const { own, aim, held } of functionsHeld(node)) {
      if (!docOf(held).text.includes(`{@link ${aim}}`)) report(`${name}.${own}`, held, 'no {@link} to its function');
    }
  }

  function checkMember(owner: string, member: ts.ClassElement): void {
    const name = `${owner}.${member.name?.getText()}`;
    const doc = docOf(member);
    if (doc.text === '') report(name, member, 'no docstring');
    if (ts.isMethodDeclaration(member)) {
      mustShow(name, member, doc, `.${member.name.getText()}(`);
      if (mayFail(checker, member)) mustTellErrors(name, member, doc);
    } else if (holdsFunctions(checker, member) && !linksToNamespace(doc)) {
      mustShow(name, member, doc, `.${member.name?.getText()}.`);
    }
  }

  /** Leads to a namespace of the SDK, which has the example. */
  function linksToNamespace(doc: Doc): boolean {
    const [, name] = /\{@link (\w+)\}/.exec(doc.text) ?? [];
    return exported.some((one) => one.name === name && one.nodes.some(ts.isSourceFile));
  }

  function checkProperties(owner: string, node: ts.Node, isExplained: boolean): void {
    for (const base of hiddenBases(checker, node, exported)) checkProperties(owner, base, isExplained);
    for (const member of membersOf(node)) {
      const own = member.name.getText();
      const name = `${owner}.${own}`;
      const isDocumented = isExplained || docOf(member).text !== '';
      const type = checker.getTypeAtLocation(member);
      if (isNumber(checker, type)) {
        const isTold = isDocumented || TELLS_UNIT.test(own);
        if (!isTold) report(name, member, 'no docstring, and the name does not tell the unit');
      } else if (!isDocumented && !PLAIN_NAMES.test(own)) report(name, member, 'no docstring');
      if (ts.isPropertySignature(member) && member.type) checkProperties(name, member.type, isDocumented);
    }
  }

  const taken = takenTypes(checker, exported);
  for (const { name, nodes } of exported) {
    for (const node of nodes) {
      if (isType(node)) {
        const doc = docOf(node);
        if (doc.text === '') report(name, node, 'no docstring');
        const shows = doc.examples.some((code) => isUsed(code, name));
        const leads = exported.some((other) => !other.nodes.some(isType) && doc.text.includes(`{@link ${other.name}`));
        if (!shows && taken.implemented.has(name))
          report(name, node, `no @example that uses \`${name}\`, which callers implement`);
        else if (!shows && !leads && taken.given.has(name))
          report(name, node, 'neither an @example nor a {@link} to what takes it');
        checkProperties(name, node, false);
      } else checkValue(name, node);
      if (ts.isClassDeclaration(node)) for (const member of publicMembers(node)) checkMember(name, member);
    }
  }
  return { names: exported.map(({ name }) => name), lacks };
}

function programOf(entries: readonly string[], { root, texts = {} }: LookOptions): ts.Program {
  const folder = join(root, 'packages/sdk');
  const { config = {} } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [...entries] }, ts.sys, folder);
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => path in texts || fileExists(path);
  host.readFile = (path) => texts[path] ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = texts[path];
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target, true);
  };
  return ts.createProgram({ rootNames: [...entries], options, host });
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker, entries: readonly string[]): Exported[] {
  return entries.flatMap((entry) => {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    if (!module) throw new Error(`${entry} exports nothing.`);
    return checker.getExportsOfModule(module).map((symbol) => ({
      name: symbol.getName(),
      nodes: aimOf(checker, symbol).getDeclarations() ?? [],
    }));
  });
}

/** Read by hand: TypeScript's own reader takes an `@` inside a code block for a tag. */
function docOf(node: ts.Node): Doc {
  const owner = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const comment = ts.isSourceFile(owner)
    ? (/^\/\*\*[\s\S]*?\*\//.exec(owner.text)?.[0] ?? '')
    : (ts.getJSDocCommentsAndTags(owner).findLast(ts.isJSDoc)?.getText() ?? '');
  const lines = comment.slice(3, -2).replace(/^[ \t]*\* ?/gm, '');
  const [text = '', ...tags] = lines.split(
    /(?:^|(?<=[.;:]\s))[ \t]*@(?=(?:throws|example|param|returns|see|defaultValue)\b)/m,
  );
  const tagged = (name: string): string[] =>
    tags
      .filter((tag) => tag.startsWith(`${name} `) || tag.startsWith(`${name}\n`))
      .map((tag) => tag.slice(name.length).trim());
  const code = tagged('example').flatMap((tag) =>
    [...tag.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, body = '']) => body),
  );
  return {
    text: text.trim(),
    examples: code.map((body) => body.replace(/^import [\s\S]*?from '[^']*';\n/gm, '')),
    throws: tagged('throws'),
  };
}

/** A name as a whole word; `.name(` and `.name.` as they stand. */
const isUsed = (code: string, use: string): boolean =>
  use.startsWith('.') ? code.includes(use) : code.split(/[^\w$]+/).includes(use);

/** The texts of a type that is a union of them, however it is written. */
function literalsOf(checker: ts.TypeChecker, node: ts.Node | undefined): string[] {
  const type = node && checker.getTypeAtLocation(node);
  const parts = type?.isUnion() ? type.types : type ? [type] : [];
  return parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
}

/** Answers later, or can throw at once. */
function mayFail(checker: ts.TypeChecker, node: ts.Declaration): boolean {
  const body = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? node.body : undefined;
  const later = checker
    .getTypeAtLocation(node)
    .getCallSignatures()
    .some((signature) =>
      /^(Promise|AsyncGenerator|AsyncIterable|Upload)</.test(checker.typeToString(signature.getReturnType())),
    );
  return later || (body !== undefined && throwsItself(body));
}

function throwsItself(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  return ts.isThrowStatement(node) || node.getChildren().some(throwsItself);
}

interface Held {
  own: string;
  /** The function's own name. */
  aim: string;
  held: ts.Node;
}

/** The functions that a file exports again, which the SDK exports as a namespace. */
function functionsHeld(node: ts.Declaration): Held[] {
  const exports = ts.isSourceFile(node) ? node.statements.filter(ts.isExportDeclaration) : [];
  const names = exports.flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : [],
  );
  return names.map((held) => ({ own: held.name.text, aim: (held.propertyName ?? held.name).text, held }));
}

function publicMembers(node: ts.ClassDeclaration): ts.ClassElement[] {
  return node.members.filter((member) => {
    const isHidden = ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
    const isRepeated = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Override;
    return !isHidden && !isRepeated && member.name !== undefined && !ts.isPrivateIdentifier(member.name);
  });
}

/** A part of a client: all that is in it are functions. */
function holdsFunctions(checker: ts.TypeChecker, member: ts.ClassElement): boolean {
  const type = checker.getTypeAtLocation(member);
  const properties = type.flags & ts.TypeFlags.Object ? type.getProperties() : [];
  const isFunction = (property: ts.Symbol): boolean =>
    checker.getTypeOfSymbolAtLocation(property, member).getCallSignatures().length > 0;
  return ts.isPropertyDeclaration(member) && properties.length > 0 && properties.every(isFunction);
}

type Member = (ts.PropertySignature | ts.MethodSignature) & { name: ts.PropertyName };

/** The properties and methods written in a type, also in the parts of a union or of an array. */
function membersOf(node: ts.Node): Member[] {
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
    const named = node.members.filter((member) => ts.isPropertySignature(member) || ts.isMethodSignature(member));
    return named.filter((member) => !/^\s*@internal/m.test(docOf(member).text));
  }
  if (ts.isTypeAliasDeclaration(node)) return membersOf(node.type);
  // What stands in a union of kinds is explained by the kind.
  if (ts.isUnionTypeNode(node)) return [];
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(membersOf);
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return membersOf(node.type);
  return ts.isArrayTypeNode(node) ? membersOf(node.elementType) : [];
}

/** What an interface inherits from one that is not exported: to a reader these are its own properties. */
function hiddenBases(checker: ts.TypeChecker, node: ts.Node, exported: readonly Exported[]): ts.Declaration[] {
  if (!ts.isInterfaceDeclaration(node)) return [];
  const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
  return bases
    .flatMap((base) => checker.getTypeAtLocation(base).getSymbol()?.getDeclarations() ?? [])
    .filter((base) => ts.isInterfaceDeclaration(base) && !base.getSourceFile().isDeclarationFile)
    .filter((base) => !exported.some(({ nodes }) => nodes.includes(base)));
}

function isNumber(checker: ts.TypeChecker, type: ts.Type): boolean {
  const bare = checker.getNonNullableType(type);
  return (bare.flags & ts.TypeFlags.Number) !== 0;
}
