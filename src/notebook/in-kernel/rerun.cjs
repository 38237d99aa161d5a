'use strict';
// How cells run while an article is asked of other postings (RECOUNT_RERUN): there a group may be empty and a field may
// be missing, and that must cost the claims that use it, and no other.
//
// The code of a cell is changed so that each of its variables, each call of the library and each value that is checked
// is computed by itself, and becomes a value that is not there where it fails (not-there.cjs).
const { hasAwait } = require('./awaits.cjs');
const { runtime } = require('./not-there.cjs');

/** The name under which the code finds it. */
const name = '__recount__';
const decidingCalls = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex']);

/** What cells have imported from the library, and by which names they call an article's `check`. */
const imported = new Set();
const checking = new Set(['check']);

/** Gives the code what it calls. */
exports.provideRuntime = () => {
  globalThis[name] ??= runtime;
};

/** The transformer, for TypeScript that has been checked. */
exports.computedApart = (ts) => (context) => (file) => {
  if (!file.fileName.endsWith('__tslab__.ts')) return file;
  exports.provideRuntime();
  for (const statement of file.statements) lookFor(ts, statement);
  return new Rewriting(ts, context).file(file);
};

/** Remembers what a statement imports from the library, and what it calls the `check` of an article. */
function lookFor(ts, statement) {
  if (ts.isImportDeclaration(statement) && statement.moduleSpecifier.text === 'recount') {
    const { namedBindings } = statement.importClause ?? {};
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const each of namedBindings.elements) imported.add(each.name.text);
    else if (namedBindings) imported.add(namedBindings.name.text);
  }
  if (!ts.isVariableStatement(statement)) return;
  for (const { name: bound } of statement.declarationList.declarations) {
    if (!ts.isObjectBindingPattern(bound)) continue;
    for (const { propertyName, name: own } of bound.elements)
      if (propertyName?.text === 'check' && ts.isIdentifier(own)) checking.add(own.text);
  }
}

class Rewriting {
  constructor(ts, context) {
    Object.assign(this, { ts, context, factory: context.factory });
    this.visit = this.visit.bind(this);
  }

  file(file) {
    const { ts, factory } = this;
    const changed = (each) => (ts.isVariableStatement(each) ? this.variables(each) : this.visit(each));
    return factory.updateSourceFile(file, file.statements.map(changed));
  }

  /** Each variable outside functions is computed by itself. */
  variables(statement) {
    const { ts, factory } = this;
    const declarations = statement.declarationList.declarations.map((each) => {
      const { initializer } = each;
      if (!initializer || ts.isFunctionLike(initializer)) return this.children(each);
      const names = ts.isArrayBindingPattern(each.name) ? each.name.elements.length : undefined;
      const value = this.guarded(this.visit(initializer), initializer, names);
      return factory.updateVariableDeclaration(each, each.name, each.exclamationToken, each.type, value);
    });
    const list = factory.updateVariableDeclarationList(statement.declarationList, declarations);
    return factory.updateVariableStatement(statement, statement.modifiers, list);
  }

  children(node) {
    return this.ts.visitEachChild(node, this.visit, this.context);
  }

  visit(node) {
    const { ts, factory } = this;
    if (ts.isTryStatement(node)) return node; // it says itself what comes of an error
    if (ts.isCallExpression(node)) return this.called(node);
    const visited = this.children(node);
    if (ts.isBinaryExpression(visited)) return this.binary(visited);
    if (ts.isPrefixUnaryExpression(visited) && visited.operator === ts.SyntaxKind.ExclamationToken)
      return factory.updatePrefixUnaryExpression(visited, this.known(visited.operand));
    if (ts.isConditionalExpression(visited)) {
      const { condition, questionToken, whenTrue, colonToken, whenFalse } = visited;
      const parts = [questionToken, whenTrue, colonToken, whenFalse];
      return factory.updateConditionalExpression(visited, this.known(condition), ...parts);
    }
    if (ts.isIfStatement(visited)) {
      const { expression, thenStatement, elseStatement } = visited;
      return factory.updateIfStatement(visited, this.known(expression), thenStatement, elseStatement);
    }
    if (ts.isSwitchStatement(visited))
      return factory.updateSwitchStatement(visited, this.known(visited.expression), visited.caseBlock);
    if (ts.isWhileStatement(visited))
      return factory.updateWhileStatement(visited, this.known(visited.expression), visited.statement);
    return visited;
  }

  binary(node) {
    const { SyntaxKind } = this.ts;
    const { left, right, operatorToken } = node;
    const update = (a, b) => this.factory.updateBinaryExpression(node, a, operatorToken, b);
    switch (operatorToken.kind) {
      case SyntaxKind.SlashToken:
        return this.call('over', left, right);
      case SyntaxKind.AmpersandAmpersandToken:
      case SyntaxKind.BarBarToken:
        return update(this.known(left), right);
      case SyntaxKind.EqualsEqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsEqualsToken:
      case SyntaxKind.EqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsToken:
        return update(this.known(left), this.known(right));
      default:
        return node;
    }
  }

  called(node) {
    const { ts, factory } = this;
    const { expression: callee } = node;
    if (this.isCheck(callee)) return this.checked(node);
    const visited = this.children(node);
    if (this.isOfLibrary(callee)) return this.guarded(visited, node);
    if (!ts.isPropertyAccessExpression(callee)) return visited;
    const [first, ...others] = visited.arguments;
    if (decidingCalls.has(callee.name.text) && first && !ts.isSpreadElement(first)) {
      const values = [this.call('deciding', first), ...others];
      return factory.updateCallExpression(visited, visited.expression, visited.typeArguments, values);
    }
    const isExtreme = /^Math\.(max|min)$/.test(`${callee.expression.text}.${callee.name.text}`);
    return isExtreme ? this.call('extreme', visited.expression, ...visited.arguments) : visited;
  }

  /** A check of several values: each by itself. */
  checked(node) {
    const { ts, factory } = this;
    const apart = (each) => (ts.isSpreadElement(each) ? this.visit(each) : this.guarded(this.visit(each), each));
    const property = (each) => {
      if (ts.isPropertyAssignment(each))
        return factory.updatePropertyAssignment(each, each.name, apart(each.initializer));
      return ts.isSpreadAssignment(each)
        ? factory.updateSpreadAssignment(each, this.call('spread', apart(each.expression)))
        : this.visit(each);
    };
    const [values, ...others] = node.arguments;
    const first =
      values && ts.isObjectLiteralExpression(values)
        ? factory.updateObjectLiteralExpression(values, values.properties.map(property))
        : values && apart(values);
    const all = [...(first ? [first] : []), ...others.map(apart)];
    return factory.updateCallExpression(node, this.visit(node.expression), node.typeArguments, all);
  }

  isOfLibrary(callee) {
    const { ts } = this;
    if (ts.isIdentifier(callee)) return imported.has(callee.text);
    if (!ts.isPropertyAccessExpression(callee)) return false;
    return callee.name.text === 'count' || (ts.isIdentifier(callee.expression) && imported.has(callee.expression.text));
  }

  isCheck(callee) {
    const { ts } = this;
    if (ts.isIdentifier(callee)) return checking.has(callee.text);
    return ts.isPropertyAccessExpression(callee) && callee.name.text === 'check';
  }

  /** `guard(() => node)`; the original says what it awaits. */
  guarded(node, original, names) {
    const { ts, factory } = this;
    const awaits = hasAwait(ts, original);
    const body = ts.isObjectLiteralExpression(node) ? factory.createParenthesizedExpression(node) : node;
    const modifiers = awaits ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : undefined;
    const work = factory.createArrowFunction(modifiers, undefined, [], undefined, undefined, body);
    const result = this.call('guard', work, ...(names === undefined ? [] : [factory.createNumericLiteral(names)]));
    return awaits ? factory.createAwaitExpression(result) : result;
  }

  known(node) {
    return this.call('known', node);
  }

  call(method, ...values) {
    const { factory } = this;
    const called = factory.createPropertyAccessExpression(factory.createIdentifier(name), method);
    return factory.createCallExpression(called, undefined, values);
  }
}
