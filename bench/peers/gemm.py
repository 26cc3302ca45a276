"""Rates of OpenBLAS's sgemm, called directly through ctypes, for the products that a network of 784-500-10 units takes.

Each result is checked against numpy in double precision before its rate is printed.
"""

import argparse
import ctypes
import json
import re
import statistics
import time

import numpy as np

import blas
from common import fail, positive

ROW_MAJOR = 101
NO_TRANSPOSE, TRANSPOSE = 111, 112
SHAPES = ("100,784,500:NN", "784,100,500:TN", "100,100,500:NN", "100,500,10:NN", "100,10,500:NN")
SAMPLE_SECONDS = 0.02  # one sample repeats the product until it lasts at least this long


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shape", action="append", metavar="M,K,N[:TT]",
                        help="C (M x N) = op(A) op(B); TT: N or T for A, then for B (default NN); repeatable")
    parser.add_argument("--samples", type=positive, default=25, metavar="N")
    parser.add_argument("--threads", type=positive, default=1, metavar="N")
    parser.add_argument("--library", default="libopenblas.so.0", metavar="FILE")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    return parser.parse_args()


def load(name):
    """cblas_sgemm of the given library, with its signature."""
    try:
        sgemm = ctypes.CDLL(name).cblas_sgemm
    except (OSError, AttributeError) as error:
        fail(f"--library {name}: {error}")
    order, size, scalar, matrix = ctypes.c_int, ctypes.c_int, ctypes.c_float, ctypes.c_void_p
    sgemm.argtypes = [order, order, order, size, size, size, scalar, matrix, size, matrix, size, scalar, matrix, size]
    sgemm.restype = None
    return sgemm


def parse_shape(text):
    """(m, k, n, A transposed, B transposed)."""
    match = re.fullmatch(r"(\d+),(\d+),(\d+)(?::([NT])([NT]))?", text)
    if not match or any(int(size) == 0 for size in match.groups()[:3]):
        fail(f"--shape {text}: expected M,K,N with an optional :NN, :TN, :NT or :TT, sizes at least 1")
    m, k, n = (int(size) for size in match.groups()[:3])
    return m, k, n, match[4] == "T", match[5] == "T"


def product(sgemm, text, generator):
    """A function that takes the product once, having checked it against double precision."""
    m, k, n, transpose_a, transpose_b = parse_shape(text)
    a = generator.standard_normal((k, m) if transpose_a else (m, k), dtype=np.float32)
    b = generator.standard_normal((n, k) if transpose_b else (k, n), dtype=np.float32)
    c = np.full((m, n), np.nan, np.float32)
    arguments = (
        ROW_MAJOR, TRANSPOSE if transpose_a else NO_TRANSPOSE, TRANSPOSE if transpose_b else NO_TRANSPOSE, m, n, k,
        1.0, a.ctypes.data, a.shape[1], b.ctypes.data, b.shape[1], 0.0, c.ctypes.data, n)

    def multiply(_keep=(a, b, c)):
        sgemm(*arguments)

    multiply()
    wide_a, wide_b = ((x.T if t else x).astype(np.float64) for x, t in ((a, transpose_a), (b, transpose_b)))
    # no order of k single-precision additions can be off by more than this, element by element
    bound = k * np.finfo(np.float32).eps * (abs(wide_a) @ abs(wide_b))
    if not (abs(c - wide_a @ wide_b) <= bound).all():
        fail(f"--shape {text}: the result differs from double precision by more than rounding can explain")
    return multiply, 2e-9 * m * k * n


def rates(multiply, operations, samples):
    """GF/s of each sample, the first being thrown away."""
    start = time.perf_counter()
    multiply()
    count = max(1, int(SAMPLE_SECONDS / max(time.perf_counter() - start, 1e-7)))
    found = []
    for _ in range(samples + 1):
        start = time.perf_counter()
        for _ in range(count):
            multiply()
        found.append(operations * count / (time.perf_counter() - start))
    return found[1:]


def main():
    settings = options()
    sgemm = load(settings.library)
    blas.set_threads(settings.threads)
    generator = np.random.default_rng(settings.seed)
    shapes = {}
    for text in settings.shape or SHAPES:
        multiply, operations = product(sgemm, text, generator)
        found = rates(multiply, operations, settings.samples)
        shapes[text] = {"bestGflops": max(found), "medianGflops": statistics.median(found)}
    print(json.dumps({
        "peer": "openblas", "program": "gemm", "shapes": shapes, "samples": settings.samples,
        "threads": settings.threads, "blas": blas.facts()}))


if __name__ == "__main__":
    main()
