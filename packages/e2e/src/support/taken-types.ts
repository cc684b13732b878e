import ts from 'typescript';

/** Made by the kit only, whatever takes them. */
const MADE_HERE = new Set(['PeerTube', 'Piyakast', 'Http']);

/** An exported name and where it is declared. */
export interface Exported {
  name: string;
  nodes: readonly ts.Declaration[];
}

export const aimOf = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

export const isType = (node: ts.Node): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** The exported types that callers hand over: `given` are plain data, `implemented` have a behaviour. */
export function takenTypes(
  checker: ts.TypeChecker,
  exported: readonly Exported[],
): { given: Set<string>; implemented: Set<string> } {
  const types = new Map(exported.filter(({ nodes }) => nodes.some(isType)).map((one) => [one.nodes[0], one.name]));
  const [given, implemented, seen] = [new Set<string>(), new Set<string>(), new Set<ts.Node>()];

  function visit(node: ts.Node, isDirect: boolean): void {
    if (ts.isTypeReferenceNode(node)) {
      const symbol = checker.getSymbolAtLocation(node.typeName);
      const declared = symbol && aimOf(checker, symbol).getDeclarations()?.[0];
      const name = declared && types.get(declared);
      if (declared && name !== undefined && isType(declared)) take(declared, name, isDirect);
    }
    if (ts.isFunctionTypeNode(node) || ts.isMethodSignature(node)) return;
    if (!ts.isInterfaceDeclaration(node))
      ts.forEachChild(node, (child) => visit(child, isDirect && !ts.isTypeReferenceNode(node)));
  }

  function take(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, name: string, isDirect: boolean): void {
    if (MADE_HERE.has(name)) return;
    const isBehaviour = ts.isInterfaceDeclaration(node)
      ? node.members.some((member) => ts.isMethodSignature(member) && !member.questionToken)
      : ts.isFunctionTypeNode(node.type);
    if (isBehaviour) implemented.add(name);
    else if (isDirect) given.add(name);
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isTypeAliasDeclaration(node)) visit(node.type, isDirect);
    else
      for (const member of node.members) if (ts.isPropertySignature(member) && member.type) visit(member.type, false);
  }

  for (const node of exported.flatMap(({ nodes }) => nodes)) {
    const takers = ts.isClassDeclaration(node) ? node.members : [node];
    for (const taker of takers) {
      if (!ts.isFunctionLike(taker)) continue;
      for (const { type } of taker.parameters) if (type) visit(type, true);
    }
  }
  return { given, implemented };
}
