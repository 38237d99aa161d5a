"""10,000 resamples of 600 employers by SciPy; bootstrap.mjs is the same in this project."""

import json
import time

import numpy
from scipy.stats import bootstrap

n = numpy.array([1 + (i * 7919) % 12 for i in range(600)])
k = numpy.minimum(n, [(i * 104729) % 4 for i in range(600)])
began = time.perf_counter()
interval = bootstrap(
    (k, n),
    lambda k, n, axis=-1: k.sum(axis=axis) / n.sum(axis=axis),
    paired=True,
    vectorized=True,
    n_resamples=10_000,
    method="percentile",
    random_state=numpy.random.default_rng(1),
).confidence_interval
print(json.dumps({"low": interval.low, "high": interval.high, "seconds": time.perf_counter() - began}))
