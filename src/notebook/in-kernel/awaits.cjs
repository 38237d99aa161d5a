'use strict';

/** Whether a cell awaits something itself. tslab misses `await (…)`, and then the cell is no JavaScript. */
exports.hasAwait = function hasAwait(ts, node) {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  return ts.forEachChild(node, (child) => hasAwait(ts, child)) === true;
};
