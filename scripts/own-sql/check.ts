import ts from 'typescript';

/** A piece of SQL of which it is not plain that it is a text of this project. Sample of `what`: `${name}`. */
export interface ForeignSql {
  file: string;
  line: number;
  what: string;
}

/** Of functions that put together SQL out of what they are given: their arguments are looked at where they are called. */
export type OwnFunctions = ReadonlySet<string>;

const BEGINS =
  /^\s*(select|with|insert|update|delete|truncate|create|alter|drop|analyze|copy|set local|fetch|exists|left join|join|where|order by|declare)\b/i;
const GOES_ON = /^\s*\?+\s*(select|where|order by|join|from|and|values)\b/i;
const ESCAPES = new Set(['escapeIdentifier', 'escapeLiteral']);
const KEEPS = new Set(['join', 'map', 'flatMap', 'filter', 'trim', 'toLowerCase']);

/**
 * Finds SQL into which something is put that is no text of ours: values go beside it, as parameters. Texts of ours are
 * literals, constants made of them, what PostgreSQL's own quoting makes, and types that allow nothing but such texts.
 */
export function findForeignSql(file: string, text: string, ownFunctions: OwnFunctions): ForeignSql[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: ForeignSql[] = [];
  const refuse = (node: ts.Node, what: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, what });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent) && looksLikeSql(node))
      for (const { expression } of node.templateSpans)
        if (!isOwn(expression, ownFunctions)) refuse(expression, `\${${expression.getText()}}`);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      if (
        ts.isStringLiteralLike(node.left) &&
        BEGINS.test(node.left.text) &&
        !isOwn(node.right, ownFunctions)
      )
        refuse(node.right, `+ ${node.right.getText()}`);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: on, name } = node.expression;
      if (on.getText() === 'sql' && (name.text === 'raw' || name.text === 'lit'))
        refuse(node, node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function looksLikeSql(node: ts.TemplateExpression): boolean {
  const text = node.head.text + node.templateSpans.map(({ literal }) => `?${literal.text}`).join('');
  if (BEGINS.test(text) || GOES_ON.test(text)) return true;
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'query' &&
    parent.arguments[0] === node
  );
}

function isOwn(node: ts.Expression, own: OwnFunctions, depth = 0): boolean {
  const also = (other: ts.Expression): boolean => depth < 20 && isOwn(other, own, depth + 1);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => also(expression));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return also(node.expression);
  if (ts.isConditionalExpression(node)) return also(node.whenTrue) && also(node.whenFalse);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(also);
  if (ts.isSpreadElement(node)) return also(node.expression);
  if (ts.isBinaryExpression(node)) return also(node.left) && also(node.right);
  if (ts.isCallExpression(node)) return isOwnCall(node, own, also);
  if (ts.isElementAccessExpression(node)) return also(node.expression);
  if (ts.isIdentifier(node)) return isOwnName(node, own, also);
  return false;
}

function isOwnCall(
  node: ts.CallExpression,
  own: OwnFunctions,
  also: (other: ts.Expression) => boolean,
): boolean {
  const { expression: callee } = node;
  if (ts.isIdentifier(callee)) return own.has(callee.text) && node.arguments.every(also);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (ESCAPES.has(callee.name.text)) return true;
  return KEEPS.has(callee.name.text) && also(callee.expression);
}

/** A constant by what it is made of; an imported one by its capitals; a parameter by its type or its function. */
function isOwnName(name: ts.Identifier, own: OwnFunctions, also: (other: ts.Expression) => boolean): boolean {
  for (let scope: ts.Node | undefined = name.parent; scope; scope = scope.parent) {
    if (ts.isFunctionLike(scope)) {
      const parameter = scope.parameters.find((each) => each.name.getText() === name.text);
      if (parameter) return isLiteralType(parameter.type) || own.has(nameOf(scope));
    }
    if (!ts.isSourceFile(scope) && !ts.isBlock(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
        continue;
      const made = statement.declarationList.declarations.find((each) => each.name.getText() === name.text);
      if (made?.initializer) return also(made.initializer);
    }
  }
  return /^[A-Z][A-Z0-9_]+$/.test(name.text);
}

const isLiteralType = (type: ts.TypeNode | undefined): boolean =>
  type !== undefined &&
  (ts.isUnionTypeNode(type) ? type.types.every(isLiteralType) : ts.isLiteralTypeNode(type));

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '';
}
