import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ERROR_CODES } from '@piyakast/sdk';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const here = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(here(path), 'utf8');

/** What is generated or not ours. `docs/reference` is made by typedoc. */
const IGNORED = /(^|\/)(node_modules|dist|coverage|test-results|\.git|\.toolchain|\.piyakast|\.build-cache)(\/|$)/;
const REFERENCE = join('docs', (JSON.parse(read('docs/typedoc.json')) as { out: string }).out);

const files = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (path) => IGNORED.test(path) || path === REFERENCE }).sort();
const markdown = files('{*,.*/**/*,*/**/*}.md');
const sources = (folder: string): string[] =>
  files(`${folder}/**/*.ts`).filter((path) => !/\.test\.ts$|\.d\.ts$|\/test-support\//.test(path));

describe('docs/errors', () => {
  const codes = [
    ...Object.keys(ERROR_CODES),
    ...unionOf('packages/elements/src/playback/engines/engine-error.ts', 'PlayerErrorCode'),
  ];
  const pages = readdirSync(here('docs/errors')).filter((name) => name !== 'README.md');
  const pageOf = (code: string): string => `${code.replace('/', '-')}.md`;

  it('promise 38: has a page for every code, and a code for every page', () => {
    expect(codes.length).toBeGreaterThan(50);
    expect(pages.sort()).toEqual(codes.map(pageOf).sort());
  });

  it('knows every code that the source raises', () => {
    const raised = ['sdk', 'server', 'elements']
      .flatMap((name) => sources(`packages/${name}/src`))
      .flatMap(raisedCodes);
    expect(raised.length).toBeGreaterThan(50);
    expect(raised.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it.each(codes)('says of %s what happened, who can fix it, how, and what the kit does', (code) => {
    const lines = read(`docs/errors/${pageOf(code)}`)
      .trimEnd()
      .split('\n');
    expect(lines[0]).toBe(`# \`${code}\``);
    for (const part of ['## What happened', '**Who can fix it:** ', '## How', '## What the kit does', 'Retryable: ']) {
      expect(lines.filter((line) => line.startsWith(part))).toHaveLength(1);
    }
    expect(lines.length).toBeLessThanOrEqual(25);
  });

  it('lists every code once in its index', () => {
    const listed = [...read('docs/errors/README.md').matchAll(/^\| \[`([^`]+)`\]\(([^)]+)\)/gm)];
    expect(listed.map(([, code, page]) => [code, page]).sort()).toEqual(
      codes.map((code) => [code, pageOf(code)]).sort(),
    );
  });
});

describe('the language of the documentation', () => {
  /** Turns of phrase that the documentation of the field does not use: name the user, the caller or the server instead. */
  const AVOIDED = /\b(nobody|somebody|anybody|whoever|told|tells|all the same|goes on|of its own|by itself)\b/gi;

  it('names who does what', () => {
    const pages = markdown.filter((path) => !path.startsWith('.changeset/') && !path.endsWith('CHANGELOG.md'));
    const found = pages.flatMap((path) => (read(path).match(AVOIDED) ?? []).map((words) => `${path}: ${words}`));
    expect(pages.length).toBeGreaterThan(80);
    expect(found).toEqual([]);
  });
});

describe('links', () => {
  it('promise 82: lead to a file and, where they name one, to a heading of it', () => {
    expect(markdown.length).toBeGreaterThan(60);
    expect(markdown.flatMap((path) => brokenLinks(path, read(path)))).toEqual([]);
  });

  it('are reported when they lead nowhere', () => {
    const text = '[a](no-such-file.md) [b](README.md#no-such-heading) ![c](none.png) [d](README.md) `[e](code.md)`';
    const broken = ['no-such-file.md', 'README.md#no-such-heading', 'none.png'];
    expect(brokenLinks('docs/errors/x.md', text)).toEqual(broken.map((link) => `docs/errors/x.md: ${link}`));
  });
});

describe('docs/guides/operator.md', () => {
  it('names every variable that the server reads, and no other', () => {
    const variables = new Set(sources('packages/server/src').flatMap(variablesOf));
    const named = [...read('docs/guides/operator.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, name]) => name);
    expect(variables.size).toBeGreaterThan(10);
    expect([...new Set(named)].sort()).toEqual([...variables].sort());
  });
});

describe('docs/guides/integrator.md', () => {
  it('leads to a page for each task of the SDK', () => {
    const pages = files('docs/guides/sdk/*.md').map((path) => relative('docs/guides', path));
    const listed = [...read('docs/guides/integrator.md').matchAll(/\]\((sdk\/[^)#]+)\)/g)].map(([, page]) => page);
    expect(pages.length).toBeGreaterThan(9);
    expect(listed.sort()).toEqual(pages);
  });
});

describe('TypeScript samples in guides, READMEs and doc comments', () => {
  const withSamples = markdown.filter((path) => /^(README\.md|packages\/[^/]+\/README\.md|docs\/.*)$/.test(path));
  const inComments = ['sdk', 'server', 'elements', 'testing'].flatMap((name) => sources(`packages/${name}/src`));
  const samples = [
    ...withSamples.flatMap((path) => samplesOf(path, read(path))),
    ...inComments.flatMap((path) => samplesOf(path, read(path).replace(/^ *\* ?/gm, ''))),
  ];

  it('are all checked: none is marked as an exception', () => {
    expect(samples.filter(({ info }) => info !== 'ts')).toEqual([]);
  });

  it('promise 15, promise 82: compile against the packages as they are built', () => {
    expect(samples.length).toBeGreaterThan(250);
    expect(compile(samples)).toEqual([]);
  }, 120_000);

  it('print what they say, where they say it and need nobody to wait for', async () => {
    const telling = samples.filter(({ code }) => SAYS.test(code) && !/\bawait\b/.test(code));
    expect(telling.length).toBeGreaterThan(9);
    for (const { path, line, code } of telling) {
      const said = [...code.matchAll(new RegExp(SAYS, 'gm'))].map(([, text]) => text);
      expect(await printedBy(code), `${path}:${line}`).toEqual(said);
    }
  });

  it('are reported with file and line when they are wrong', () => {
    const text =
      "Text.\n\n```ts\nimport { isPiyaError } from '@piyakast/sdk';\nisPiyaError(1, 2);\nnoSuchName();\n```\n";
    const [first = '', second = '', ...more] = compile(samplesOf('docs/x.md', text));
    expect(first).toMatch(/^docs\/x\.md:5 Expected 1 arguments/);
    expect(second).toMatch(/^docs\/x\.md:6 Cannot find name/);
    expect(more).toEqual([]);
  }, 120_000);
});

/** A line of a sample that prints, and what it says it prints. */
const SAYS = /^console\.log\(.*\); \/\/ (.+)$/m;

/** Runs a sample against the packages as they are built. */
async function printedBy(code: string): Promise<string[]> {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const modules: Record<string, unknown> = {
    '@piyakast/sdk': await import('@piyakast/sdk'),
    '@piyakast/sdk/browser': await import('@piyakast/sdk/browser'),
    '@piyakast/sdk/node': await import('@piyakast/sdk/node'),
  };
  const printed: string[] = [];
  const log = (...values: unknown[]): void => void printed.push(values.join(' '));
  new Function('require', 'exports', 'console', outputText)((id: string) => modules[id], {}, { log });
  return printed;
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** The string literals of a union type. */
function unionOf(path: string, name: string): string[] {
  const alias = parse(path).statements.find((node) => ts.isTypeAliasDeclaration(node) && node.name.text === name);
  if (alias === undefined) throw new Error(`${path} has no type ${name}.`);
  return [...nodesOf(alias)].filter(ts.isStringLiteral).map(({ text }) => text);
}

/** The codes in values of `code`, `problemCode` and `reason`, and in pairs of a code and its next step. */
function raisedCodes(path: string): { path: string; code: string }[] {
  const holders = [...nodesOf(parse(path))].flatMap((node) => {
    if (ts.isPropertyAssignment(node)) {
      return /^(code|problemCode|reason)$/.test(node.name.getText()) ? [node.initializer] : [];
    }
    const [first, second, ...more] = ts.isArrayLiteralExpression(node) ? node.elements : [];
    const isPair = first && second && more.length === 0 && ts.isStringLiteral(second) && second.text.includes(' ');
    return isPair ? [first] : [];
  });
  return holders
    .flatMap((holder) => [...nodesOf(holder)].filter(ts.isStringLiteral))
    .filter(({ text }) => /^[a-z]+\/[a-z-]+$/.test(text))
    .map(({ text }) => ({ path, code: text }));
}

/** Variables of the environment: `text(env, 'NAME')` in the configuration, `env.NAME` anywhere. */
function variablesOf(path: string): string[] {
  const isConfiguration = /\/config\/(?!start-errors)[\w-]+\.ts$/.test(path);
  return [...nodesOf(parse(path))].flatMap((node) => {
    if (isConfiguration && ts.isStringLiteral(node) && /^[A-Z][A-Z0-9_]{3,}$/.test(node.text)) return [node.text];
    const isRead = ts.isPropertyAccessExpression(node) && /(^|\.)env$/.test(node.expression.getText());
    // PATH is handed on to programs, as it is.
    return isRead && node.name.text !== 'PATH' ? [node.name.text] : [];
  });
}

function brokenLinks(path: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  const found = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)|\s(?:src|href)="([^"]+)"/gm)];
  const links = found.map(([, inline, reference, attribute]) => inline ?? reference ?? attribute ?? '');
  return links
    .filter((link) => !/^[a-z]+:/i.test(link) && !leadsSomewhere(path, link))
    .map((link) => `${path}: ${link}`);
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', heading] = decodeURIComponent(link).split('#');
  const target = file === '' ? from : relative(root, resolve(dirname(here(from)), file));
  if (target === REFERENCE || target.startsWith(`${REFERENCE}/`)) return true;
  if (!existsSync(here(target))) return false;
  if (heading === undefined) return true;
  return statSync(here(target)).isFile() && headingsOf(read(target)).includes(heading);
}

/** The anchors that GitHub makes of headings. */
function headingsOf(text: string): string[] {
  const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)];
  return headings.map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

interface Sample {
  path: string;
  /** Line of the fence, from 1. */
  line: number;
  /** What stands behind the backticks. */
  info: string;
  code: string;
}

function samplesOf(path: string, text: string): Sample[] {
  const fences = [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```/gm)];
  return fences
    .filter(([, info = '']) => /^(ts|tsx|typescript)\b/.test(info.trim()))
    .map(({ 1: info = '', 2: code = '', index }) => ({
      path,
      line: text.slice(0, index).split('\n').length,
      info,
      code,
    }));
}

/** Type-checks the samples in one program, each as a module of this package. Returns `file:line message` for each error. */
function compile(samples: readonly Sample[]): string[] {
  const folder = here('packages/e2e');
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: ['src/x.ts'] }, ts.sys, folder);
  const checked = { ...options, noEmit: true, moduleDetection: ts.ModuleDetectionKind.Force };
  const names = new Map(samples.map((sample, index) => [join(folder, 'src', `sample-${index}.ts`), sample]));
  const host = ts.createCompilerHost(checked);
  const { fileExists, readFile, getSourceFile } = host;
  host.getCurrentDirectory = () => folder;
  host.fileExists = (name) => names.has(name) || fileExists(name);
  host.readFile = (name) => names.get(name)?.code ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const sample = names.get(name);
    return sample ? ts.createSourceFile(name, sample.code, target, true) : getSourceFile(name, target, ...rest);
  };
  const program = ts.createProgram({ rootNames: [...names.keys()], options: checked, host });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const sample = file && names.get(file.fileName);
    if (!sample) return `${file?.fileName ?? 'options'}: ${message}`;
    return `${sample.path}:${sample.line + 1 + file.getLineAndCharacterOfPosition(start).line} ${message}`;
  });
}
