"""The samples that the peers train on, and the weights that they start from."""

import gzip
import math
import os

import numpy as np

from common import fail

SYNTHETIC_SAMPLES = 6000
ACTIVE_PIXELS = 0.19  # fraction of the pixels of MNIST's training images that are not zero


def samples(options):
    """Rates (samples x inputs, float32 in [0, 1]) and one-hot targets (samples x outputs)."""
    rates, labels = mnist(options.data) if options.data else synthetic(options)
    if rates.shape[1] != options.inputs:
        fail(f"the data have {rates.shape[1]} pixels, expected --inputs {options.inputs}")
    if labels.max() >= options.outputs:
        fail(f"the data have label {labels.max()}, expected fewer than --outputs {options.outputs}")
    if len(rates) < options.batch:
        fail(f"the data have {len(rates)} samples, fewer than --batch {options.batch}")
    return rates, np.eye(options.outputs, dtype=np.float32)[labels]


def mnist(root):
    """The training images of MNIST, divided by 255, and their labels."""
    images = idx(os.path.join(root, "mnist", "train-images-idx3-ubyte.gz"), magic=2051, dimensions=3)
    labels = idx(os.path.join(root, "mnist", "train-labels-idx1-ubyte.gz"), magic=2049, dimensions=1)
    if len(images) != len(labels):
        fail(f"{root}: {len(images)} images but {len(labels)} labels")
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255), labels


def idx(path, magic, dimensions):
    """One gzipped idx file of bytes."""
    try:
        with gzip.open(path) as file:
            content = file.read()
    except (OSError, EOFError) as error:
        fail(f"{path}: {error}")
    start = 4 + 4 * dimensions
    if len(content) < start:
        fail(f"{path}: {len(content)} bytes, expected a header of {start}")
    header = np.frombuffer(content, ">i4", 1 + dimensions)
    if header[0] != magic:
        fail(f"{path}: magic number {header[0]} at offset 0, expected {magic}")
    if len(content) != start + math.prod(int(n) for n in header[1:]):
        fail(f"{path}: {len(content)} bytes, expected a header of {start} and {header[1:].tolist()} bytes")
    return np.frombuffer(content, np.uint8, offset=start).reshape(header[1:])


def synthetic(options):
    """Seeded stand-in for MNIST, with as many zeros, and too large for the caches just as MNIST is."""
    generator = np.random.default_rng(options.seed)
    count = max(SYNTHETIC_SAMPLES, options.batch)
    rates = generator.random((count, options.inputs), dtype=np.float32)
    rates[generator.random(rates.shape, dtype=np.float32) >= ACTIVE_PIXELS] = 0
    return rates, generator.integers(0, options.outputs, count)


def glorot(generator, posts, pres):
    """A float32 matrix posts x pres, uniform within sqrt(6 / (posts + pres))."""
    bound = math.sqrt(6 / (posts + pres))
    return generator.uniform(-bound, bound, (posts, pres)).astype(np.float32)


def load_arrays(path, shapes):
    """Reads the named float32 arrays from an npz file; each must have the shape given (None: any length)."""
    try:
        with np.load(path) as file:
            found = {name: np.ascontiguousarray(file[name], dtype=np.float32) for name in file.files if name in shapes}
    except (OSError, ValueError) as error:
        fail(f"{path}: {error}")
    for name, shape in shapes.items():
        if name not in found:
            fail(f"{path}: array {name} is missing, expected {', '.join(shapes)}")
        actual = found[name].shape
        if len(actual) != len(shape) or any(e not in (None, a) for a, e in zip(actual, shape)):
            fail(f"{path}: array {name} has shape {actual}, expected {shape}")
    return found
