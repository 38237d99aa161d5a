'use strict';
/** Replaces exports of a module for everything that requires the module later. */
exports.override = (name, replace) => {
  const original = require(name);
  require.cache[require.resolve(name)].exports = { ...original, ...replace(original) };
};
