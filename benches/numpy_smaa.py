"""The peer of `fresh_100_000_draws` in benches/analysis.rs: the same analysis with vectorised numpy.

    cargo bench --bench analysis fresh
    OPENBLAS_NUM_THREADS=1 python3 benches/numpy_smaa.py

Exponential variates need no division by their sum for a ranking; the draws are made in chunks that stay in the cache.
Prints the best and the median of 30 runs in milliseconds for several chunk sizes; the fastest one counts.
"""

import statistics
import time

import numpy as np

ALTERNATIVES, CRITERIA, DRAWS, RUNS = 4, 30, 100_000, 30
PERFORMANCE = np.array(
    [[((a * 7 + k * 5 + a * k * 3) % 11) / 10 for k in range(CRITERIA)] for a in range(ALTERNATIVES)]
)


def first_ranks(random, chunk):
    counts = np.zeros(ALTERNATIVES, dtype=np.int64)
    done = 0
    while done < DRAWS:
        size = min(chunk, DRAWS - done)
        scores = random.standard_exponential((size, CRITERIA)) @ PERFORMANCE.T
        counts += np.bincount(scores.argmax(axis=1), minlength=ALTERNATIVES)
        done += size
    return counts / DRAWS


def main():
    random = np.random.default_rng(7)
    print("shares", first_ranks(random, 4096))
    for chunk in (512, 1024, 4096, 16384, DRAWS):
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            first_ranks(random, chunk)
            times.append((time.perf_counter() - start) * 1000)
        print(f"chunks of {chunk:>6}: best {min(times):6.2f} ms, median {statistics.median(times):6.2f} ms")


if __name__ == "__main__":
    main()
