"""How a network program runs: check its arrays, or check itself, measure, and print one line of JSON."""

import json
import math
import statistics
import time

import numpy as np
import torch

import blas
import data
from common import fail

EPOCH_SAMPLES = 60000
TOLERANCE = 1e-4  # of the relative error of what one trial changes, single against double precision


class Program:
    """A peer: its name, the shapes of its weights, its forms and its double-precision reference.

    A form is a function (weights, settings, batch) -> trial, and a trial a function (X, Y) that changes the weights in
    place. `reference` is a function (weights, X, Y, settings) -> weights, which a form must follow to `tolerance`.
    `checking`, a function (settings, form), gives the settings with which a form is checked before it is measured.
    """

    def __init__(self, name, shapes, initial, forms, reference, tolerance=TOLERANCE, checking=lambda settings, _form: settings):
        self.name, self.shapes, self.initial, self.forms, self.reference = name, shapes, initial, forms, reference
        self.tolerance, self.checking = tolerance, checking

    def run(self, settings):
        """Does what the command line asks for."""
        torch.set_num_threads(settings.threads)
        blas.set_threads(settings.threads)
        with torch.no_grad():
            if settings.check:
                self.check(settings)
            else:
                self.measure(settings)

    def candidates(self, settings, batch):
        """The names of the forms to run: the one asked for, or all that can do this batch."""
        if settings.form != "fastest":
            return [settings.form]
        return [name for name in self.forms if name != "vector" or batch == 1]

    def check(self, settings):
        """One trial on the arrays of a file; writes the weights that result."""
        inputs = {"X": (None, settings.inputs), "Y": (None, settings.outputs)}
        arrays = data.load_arrays(settings.check, {**self.shapes(settings), **inputs})
        rates, targets = arrays.pop("X"), arrays.pop("Y")
        if len(rates) == 0 or len(rates) != len(targets):
            fail(f"{settings.check}: X has {len(rates)} rows and Y {len(targets)}, expected as many, at least 1")
        form = self.candidates(settings, len(rates))[0]
        found = self.one_trial(form, arrays, rates, targets, settings)
        np.savez(settings.out, **{name: array.astype(np.float32) for name, array in found.items()})
        error = relative_change_error(arrays, found, self.reference(arrays, rates, targets, settings))
        print(json.dumps({
            "peer": "pytorch", "program": self.name, "batch": len(rates), "form": form, "checkError": error}))

    def measure(self, settings):
        """Checks every form against the reference, then measures it; prints the fastest."""
        rates, targets = data.samples(settings)
        weights = self.initial(settings)
        first = rates[:settings.batch], targets[:settings.batch]
        seconds, sums, errors = {}, {}, {}
        for form in self.candidates(settings, settings.batch):
            checking = self.checking(settings, form)
            found = self.one_trial(form, weights, *first, checking)
            expected = self.reference(weights, *first, checking)
            errors[form] = relative_change_error(weights, found, expected)
            if not errors[form] <= self.tolerance:
                fail(f"form {form}: one trial is off by {errors[form]:.2g} of its change, expected at most {self.tolerance}")
            trained = tensors(weights)
            trial = self.forms[form](trained, settings, settings.batch)
            seconds[form] = timings(trial, torch.from_numpy(rates), torch.from_numpy(targets), settings)
            sums[form] = checksum(trained)
        best = min(seconds, key=lambda form: statistics.median(seconds[form]))
        report(self.name, settings, best, seconds, errors[best], sums[best])

    def one_trial(self, form, weights, rates, targets, settings):
        """The weights after one trial in the given form."""
        trained = tensors(weights)
        self.forms[form](trained, settings, len(rates))(torch.from_numpy(rates), torch.from_numpy(targets))
        return {name: tensor.numpy() for name, tensor in trained.items()}


def tensors(weights):
    """Copies, so that every form starts from the same weights."""
    return {name: torch.from_numpy(array.copy()) for name, array in weights.items()}


def relative_change_error(before, found, expected):
    """The largest, over the arrays, of |found - expected| / |expected - before| (Frobenius norms).

    Measured on what the trial changed, because weights that hardly move agree however wrong the update is.
    """
    worst = 0.0
    for name, reference in expected.items():
        change = np.linalg.norm(reference - before[name])
        error = np.linalg.norm(found[name] - reference)
        worst = max(worst, float(error / change) if change > 0 else float(error))
    return worst


def timings(trial, rates, targets, settings):
    """Seconds per trial of each repeat, after the warm-up. Batches are consecutive views: no copy is charged."""
    batches = len(rates) // settings.batch
    position = 0

    def run(count):
        nonlocal position
        for _ in range(count):
            first = position % batches * settings.batch
            trial(rates[first:first + settings.batch], targets[first:first + settings.batch])
            position += 1

    run(settings.warmup)
    seconds = []
    for _ in range(settings.repeats):
        start = time.perf_counter()
        run(settings.trials)
        seconds.append((time.perf_counter() - start) / settings.trials)
    return seconds


def checksum(weights):
    """The sum of the absolute values of all weights, in double. Not finite means that the training diverged."""
    total = sum(float(tensor.double().abs().sum()) for tensor in weights.values())
    if not math.isfinite(total):
        fail("the weights are not finite after the measured trials: lower the rates")
    return total


def report(name, settings, form, forms, error, total):
    """Prints the one line of JSON. `forms`: seconds per trial of each repeat, by form."""
    seconds = statistics.median(forms[form])
    print(json.dumps({
        "peer": "pytorch",
        "program": name,
        "batch": settings.batch,
        "sizes": getattr(settings, "sizes", [settings.inputs, settings.hidden, settings.outputs]),
        "data": "mnist" if settings.data else "synthetic",
        "secondsPerTrial": seconds,
        "secondsPerEpoch": seconds * EPOCH_SAMPLES / settings.batch,
        "bestSecondsPerEpoch": min(forms[form]) * EPOCH_SAMPLES / settings.batch,
        "warmup": settings.warmup,
        "trials": settings.trials,
        "repeats": settings.repeats,
        "form": form,
        "forms": {other: statistics.median(values) for other, values in forms.items()},
        "checkError": error,
        "checksum": total,
        "torch": torch.__version__,
        "vectors": vectors(),
        "threads": settings.threads,
        "blas": blas.facts(),
    }))


def vectors():
    """The instruction set of torch's own element-wise kernels (ATEN_CPU_CAPABILITY chooses it)."""
    lines = (line for line in torch.__config__.show().splitlines() if "CPU capability usage" in line)
    return next((line.split(":")[1].strip() for line in lines), None)
