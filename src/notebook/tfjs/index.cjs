// danfo.js asks for @tensorflow/tfjs-node, whose native build is downloaded from outside the registry. Of its
// functions it uses a handful, which this package offers on the JavaScript back end: 50 MB instead of 270.
'use strict';
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu'); // registers itself

// danfo.js's scalers call these as methods of a tensor, as the full package offers them
for (const name of ['add', 'div', 'max', 'mean', 'min', 'mul', 'sqrt', 'sub', 'sum']) {
  tf.Tensor.prototype[name] ??= function (...args) {
    return tf[name](this, ...args);
  };
}

module.exports = tf;
