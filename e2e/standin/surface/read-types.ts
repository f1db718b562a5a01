import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** What electron.d.ts declares, as names: enough to tell a missing member from one that was never there. */
export interface Surface {
  /** The version of Electron that the types are of. */
  readonly version: string;
  /** Exports of `electron` in the main process: name → the type behind it, and whether it is a class. */
  readonly main: Readonly<Record<string, { readonly type: string; readonly isClass: boolean }>>;
  /** Exports of `electron` in a preload script. */
  readonly renderer: Readonly<Record<string, { readonly type: string; readonly isClass: boolean }>>;
  readonly types: Readonly<Record<string, TypeSurface>>;
}

/** Names with a space between them. */
export interface TypeSurface {
  readonly parents: string;
  readonly members: string;
  readonly statics: string;
  /** Names of events, from the overloads of `on`; `*` where any name may be listened to. */
  readonly events: string;
}

interface Growing {
  parents: Set<string>;
  members: Set<string>;
  statics: Set<string>;
  events: Set<string>;
}

const LISTEN = new Set(['on', 'once', 'off', 'addListener', 'removeListener']);

/** Reads the types of the installed Electron. Only classes, and interfaces with behaviour, are kept. */
export function readElectronTypes(): Surface {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const path = join(manifest, '..', 'electron.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const electron = namespaceIn(source.statements, 'Electron');
  const types = new Map<string, Growing>();
  for (const statement of electron) {
    if (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) readType(statement, types);
  }
  const main = { ...exportsIn(electron, 'Common'), ...exportsIn(electron, 'Main') };
  const renderer = { ...exportsIn(electron, 'Common'), ...exportsIn(electron, 'Renderer') };
  return {
    version,
    main,
    renderer,
    types: kept(types, [...Object.values(main), ...Object.values(renderer)]),
  };
}

function namespaceIn(statements: Iterable<ts.Statement>, name: string): readonly ts.Statement[] {
  for (const statement of statements) {
    if (!ts.isModuleDeclaration(statement) || statement.name.text !== name) continue;
    if (statement.body !== undefined && ts.isModuleBlock(statement.body)) return statement.body.statements;
  }
  throw new Error(`electron.d.ts declares no namespace ${name}`);
}

/** Sample: `const app: App` → app is an object of type App; `class Tray extends Electron.Tray` → a class. */
function exportsIn(electron: readonly ts.Statement[], namespace: string) {
  const found: Record<string, { type: string; isClass: boolean }> = {};
  for (const statement of namespaceIn(electron, namespace)) {
    if (ts.isClassDeclaration(statement) && statement.name !== undefined)
      found[statement.name.text] = { type: statement.name.text, isClass: true };
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || type === undefined) continue;
      if (ts.isTypeQueryNode(type)) found[name.text] = { type: lastName(type.exprName), isClass: true };
      else if (ts.isTypeReferenceNode(type))
        found[name.text] = { type: lastName(type.typeName), isClass: false };
    }
  }
  return found;
}

const lastName = (name: ts.EntityName): string => (ts.isIdentifier(name) ? name.text : name.right.text);

function readType(
  declared: ts.InterfaceDeclaration | ts.ClassDeclaration,
  types: Map<string, Growing>,
): void {
  const name = declared.name?.text;
  if (name === undefined) return;
  const type = types.get(name) ?? {
    parents: new Set<string>(),
    members: new Set<string>(),
    statics: new Set<string>(),
    events: new Set<string>(),
  };
  types.set(name, type);
  for (const clause of declared.heritageClauses ?? [])
    for (const { expression } of clause.types) type.parents.add(expressionName(expression));
  for (const member of declared.members) {
    if (member.name === undefined || !ts.isIdentifier(member.name)) continue;
    const isStatic = ts.canHaveModifiers(member)
      ? (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
      : false;
    (isStatic ? type.statics : type.members).add(member.name.text);
    const isMethod = ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
    if (isMethod && LISTEN.has(member.name.text))
      for (const event of eventsOf(member)) type.events.add(event);
  }
}

const expressionName = (expression: ts.Expression): string =>
  ts.isIdentifier(expression)
    ? expression.text
    : ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : '';

function eventsOf({ parameters }: ts.MethodSignature | ts.MethodDeclaration): string[] {
  const type = parameters[0]?.type;
  if (type === undefined) return [];
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
  return type.kind === ts.SyntaxKind.StringKeyword ? ['*'] : [];
}

/** Exported types, what they inherit from, and what their members can hand out: objects with methods or events. */
function kept(types: Map<string, Growing>, exported: readonly { type: string }[]): Surface['types'] {
  const wanted = new Set(exported.map(({ type }) => type));
  for (const handedOut of HANDED_OUT) wanted.add(handedOut);
  for (const name of wanted) for (const parent of types.get(name)?.parents ?? []) wanted.add(parent);
  const result: Record<string, TypeSurface> = {};
  for (const name of [...wanted].sort()) {
    const type = types.get(name);
    if (type === undefined) continue;
    result[name] = {
      parents: joined(type.parents),
      members: joined(type.members),
      statics: joined(type.statics),
      events: joined(type.events),
    };
  }
  return result;
}

const joined = (names: Set<string>): string => [...names].sort().join(' ');

/** Types of what members return, where the stand-in has something to return. */
const HANDED_OUT = ['CommandLine', 'WebContents', 'WebFrameMain', 'Session', 'NativeImage', 'MenuItem'];
