'use strict';
// What the cells of a notebook declare: one name, one variable.
//
// tslab keeps every top-level name of a cell in an object, `exports`, through which later cells reach it. It is a copy:
// a cell that assigns to a variable of an earlier cell changes the copy, and the functions and classes of the earlier
// cell go on with their own. Here `exports` has a getter and a setter of the variable itself instead.
//
// A cell that declares a name again makes a new variable, as everywhere in JavaScript. What an earlier cell declared
// beside the old one still uses the old one, so calling it is an error (`staleUses`) before a number comes out.

/** What the latest compilation found out about the names that its cell declares. */
let found = new Map();
/** Name → the cell that declared it last, and the names that its functions use. */
let declarations = new Map();
/** How the names that the running cell declares stood before it. */
let before = [];
/** The getters and setters of variables, as the prototype of `exports`. */
let shared;
let cellExports;

/** Begins a notebook: `holder` is what tslab hands to the code of every cell. */
exports.begin = (holder) => {
  declarations = new Map();
  before = [];
  shared = Object.create(null);
  cellExports = holder.exports;
  Object.setPrototypeOf(cellExports, shared);
  Object.assign(holder, { declares, shares });
};

/** Called by the code of a cell before anything else in it: the names are now its own. */
function declares(names) {
  before = names.map((name) => ({
    name,
    own: Object.getOwnPropertyDescriptor(cellExports, name),
    shared: Object.getOwnPropertyDescriptor(shared, name),
  }));
  for (const name of names) delete shared[name];
}

/** Called by the code of a cell with a getter and a setter of each variable that can change. */
function shares(variables) {
  for (const [name, [get, set]] of Object.entries(variables)) {
    delete cellExports[name];
    Object.defineProperty(shared, name, { get, set, configurable: true, enumerable: true });
  }
}

/** Ends a cell. One that failed has declared nothing: its names stand as before. */
exports.endCell = (cell, isOk) => {
  if (isOk) for (const [name, uses] of found) declarations.set(name, { cell, ...uses });
  else {
    for (const { name, own, shared: descriptor } of before) {
      delete cellExports[name];
      delete shared[name];
      if (own) cellExports[name] = own.value;
      if (descriptor) Object.defineProperty(shared, name, descriptor);
    }
  }
  before = [];
  found = new Map();
};

// ---- the code that calls these ------------------------------------------------------------------

/** Transformers for the code of a cell that add its calls of `declares` and `shares`. */
exports.sharing = (ts) => {
  let declared = [];
  let changeable = [];
  const look = () => (file) => {
    declared = file.statements.flatMap((statement) => exportedNames(ts, statement));
    const assigned = new Set(variableNames(ts, file));
    changeable = declared.filter((name) => assigned.has(name));
    return file;
  };
  const add = (context) => (file) => {
    const { factory } = context;
    const call = (name, argument) =>
      factory.createExpressionStatement(
        factory.createCallExpression(
          factory.createPropertyAccessExpression(factory.createIdentifier('__tslab__'), name),
          undefined,
          [argument],
        ),
      );
    const names = factory.createArrayLiteralExpression(declared.map((name) => factory.createStringLiteral(name)));
    const variables = factory.createObjectLiteralExpression(changeable.map((name) => accessors(factory, name)));
    // TypeScript begins with its own variables and `exports.name = undefined` for every name, which no setter sees
    const isBeginning = (each) => each.pos < 0 && (ts.isExpressionStatement(each) || ts.isVariableStatement(each));
    const start = file.statements.findIndex((each) => !isBeginning(each));
    const at = start < 0 ? file.statements.length : start;
    return factory.updateSourceFile(file, [
      call('declares', names),
      ...file.statements.slice(0, at),
      ...(changeable.length > 0 ? [call('shares', variables)] : []),
      ...file.statements.slice(at),
    ]);
  };
  return { before: [look], after: [add] };
};

/** The names in `export { a, b }`, which tslab appends to every cell. */
const exportedNames = (ts, statement) =>
  ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
    ? statement.exportClause.elements.map(({ name }) => name.text)
    : [];

/** The names of all variables outside functions, those of `const` left out. */
function* variableNames(ts, node) {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
  if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.Const))
    for (const { name } of node.declarations) yield* boundNames(ts, name);
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* variableNames(ts, child);
}

function* boundNames(ts, name) {
  if (ts.isIdentifier(name)) yield name.text;
  else for (const element of name.elements) if (element.name) yield* boundNames(ts, element.name);
}

/** `name: [() => name, (value) => { name = value }]` */
function accessors(factory, name) {
  const value = '__tslab_value__';
  const arrow = (parameters, body) =>
    factory.createArrowFunction(undefined, undefined, parameters, undefined, undefined, body);
  const variable = () => factory.createIdentifier(name);
  const assignment = factory.createAssignment(variable(), factory.createIdentifier(value));
  return factory.createPropertyAssignment(
    factory.createStringLiteral(name),
    factory.createArrayLiteralExpression([
      arrow([], variable()),
      arrow(
        [factory.createParameterDeclaration(undefined, undefined, value)],
        factory.createBlock([factory.createExpressionStatement(assignment)]),
      ),
    ]),
  );
}

// ---- names that were declared again -------------------------------------------------------------

/** An error for each function of an earlier cell that is used here and would use a variable declared again since. */
exports.staleUses = (ts, program, file) => {
  const checker = program.getTypeChecker();
  const own = ownNames(ts, file);
  found = new Map([...own].map(([name, symbol]) => [name, usesOf(ts, checker, file, own, symbol)]));
  const told = new Set();
  const diagnostics = [];
  for (const { name, node, earlier } of valueNames(ts, checker, file, file, own)) {
    const stale = earlier && staleBehind(name, own);
    if (!stale || told.has(`${stale.user} ${stale.name}`)) continue;
    told.add(`${stale.user} ${stale.name}`);
    const start = node.getStart(file);
    const messageText = staleMessage(stale);
    diagnostics.push({ file, start, length: node.end - start, messageText, category: 1, code: 90_001 });
  }
  return diagnostics;
};

const staleMessage = ({ user, name, cell, again }) =>
  `${user} of cell [${cell}] uses the ${name} of that cell, and does not see the one of ` +
  `${again === undefined ? 'this cell' : `cell [${again}]`}. ` +
  `Declare ${user} again too, or assign to ${name} (${name} = …) instead of declaring it again.`;

/** The values that a cell declares itself, by name; what it imports is not among them. */
const ownNames = (ts, file) =>
  new Map(
    [...(file.locals ?? [])].filter(([, { flags }]) => flags & ts.SymbolFlags.Value && !(flags & ts.SymbolFlags.Alias)),
  );

/** The values that the functions behind a name use: those of their own cell, and those of earlier ones. */
function usesOf(ts, checker, file, own, symbol) {
  const uses = { ofOwnCell: new Set(), ofEarlierCells: new Set() };
  const seen = new Set();
  const follow = (each) => {
    if (seen.has(each)) return;
    seen.add(each);
    const code = functionsOf(ts, checker, each.valueDeclaration);
    for (const { name, earlier } of code ? valueNames(ts, checker, file, code, own) : []) {
      if (earlier) uses.ofEarlierCells.add(name);
      else {
        uses.ofOwnCell.add(name);
        follow(own.get(name));
      }
    }
  };
  follow(symbol);
  return uses;
}

/** The part of a declaration whose code runs when the name is used later: nothing of a number or a table. */
function functionsOf(ts, checker, declaration) {
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) return declaration;
  const { initializer } = declaration;
  if (!ts.isVariableDeclaration(declaration) || !initializer) return undefined;
  const type = checker.getTypeAtLocation(declaration);
  const isCallable = type.getCallSignatures().length + type.getConstructSignatures().length > 0;
  return isCallable || holdsFunctions(ts, initializer) ? initializer : undefined;
}

/** Whether a literal has a function in it, as in `{ add() { … } }`. */
function holdsFunctions(ts, node) {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return true;
  if (ts.isObjectLiteralExpression(node)) return node.properties.some((each) => holdsFunctions(ts, each));
  if (ts.isPropertyAssignment(node)) return holdsFunctions(ts, node.initializer);
  if (ts.isArrayLiteralExpression(node)) return node.elements.some((each) => holdsFunctions(ts, each));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return holdsFunctions(ts, node.expression);
  return false;
}

/** The names in a piece of code that stand for top-level values of this cell or of earlier ones. */
function* valueNames(ts, checker, file, node, own) {
  const isType = ts.isTypeNode(node) && !isBaseClass(ts, node);
  if (isType || ts.isExportDeclaration(node) || ts.isImportDeclaration(node)) return;
  if (ts.isIdentifier(node)) {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    const name = node.text;
    if (symbol && own.get(name) === symbol) yield { name, node, earlier: false };
    else if (symbol && file.parent?.locals?.get(name) === symbol) yield { name, node, earlier: true };
    return;
  }
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* valueNames(ts, checker, file, child, own);
}

const isBaseClass = (ts, { parent }) => ts.isHeritageClause(parent) && parent.token === ts.SyntaxKind.ExtendsKeyword;

/** A name that was declared again after a function behind `user` began to use it, if there is one. */
function staleBehind(user, own, seen = new Set()) {
  const declaration = declarations.get(user);
  if (!declaration || seen.has(user)) return undefined;
  seen.add(user);
  const { cell, ofOwnCell, ofEarlierCells } = declaration;
  for (const name of ofOwnCell) {
    if (name === user) continue;
    if (own.has(name)) return { user, name, cell, again: undefined };
    const now = declarations.get(name);
    if (now && now.cell !== cell) return { user, name, cell, again: now.cell };
  }
  for (const name of ofEarlierCells) {
    const stale = own.has(name) ? undefined : staleBehind(name, own, seen);
    if (stale) return stale;
  }
  return undefined;
}
