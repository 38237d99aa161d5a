// 10,000 resamples of 600 employers by this project; bootstrap.py is the same in SciPy.
import { clusteredBootstrap } from '../../dist/stats/clustered-bootstrap.js';

const clusters = Array.from({ length: 600 }, (_, i) => ({
  n: 1 + ((i * 7919) % 12),
  k: Math.min(1 + ((i * 7919) % 12), (i * 104_729) % 4),
}));
const began = performance.now();
const { low, high } = clusteredBootstrap({ of: 'share', clusters });
console.log(JSON.stringify({ low, high, seconds: (performance.now() - began) / 1000 }));
