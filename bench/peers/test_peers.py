"""Checks the peers against plain transcriptions in loops over the samples, in double precision.

Run by hand, in this folder: python3 test_peers.py
"""

import json
import os
import subprocess
import sys
import tempfile
import types
import unittest

import numpy as np

import backprop
import data
import gemm
import ghost_ma
import program
import reference

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS, HIDDEN, OUTPUTS = 31, 13, 4


def settings(**changes):
    values = dict(inputs=INPUTS, hidden=HIDDEN, outputs=OUTPUTS, prediction=20, nudging=8, dt=0.5, tau=1.0, beta=0.8,
                  eta_w1=0.9, eta_w2=0.4, eta_vf=0.05, eta_vb=0.3, eta=0.5, seed=3, form="fastest", threads=1, data=None)
    return types.SimpleNamespace(**{**values, **changes})


def arrays(names, batch, seed=5):
    """Weights, biases too, that are all non-zero and all different, and samples with zeros among them."""
    generator = np.random.default_rng(seed)
    weights = {name: generator.normal(0, 0.3, shape).astype(np.float32) for name, shape in names.items()}
    rates = generator.random((batch, INPUTS), dtype=np.float32) * (generator.random((batch, INPUTS)) < 0.3)
    targets = np.eye(OUTPUTS, dtype=np.float32)[generator.integers(0, OUTPUTS, batch)]
    return weights, rates.astype(np.float32), targets


def rho(value):
    return 1.0 / (1.0 + np.exp(-value))


def slope(value):
    return rho(value) * (1.0 - rho(value))


def algorithm_1(start, rates, targets, beta, dt_over_tau, prediction, nudging, eta):
    """Algorithm 1 sample by sample, with a bias as a presynaptic unit of rate 1 at the end of each layer."""
    wf = {1: np.column_stack([start["W1"], start["b1"]]).astype(float),
          2: np.column_stack([start["W2"], start["b2"]]).astype(float)}
    vf = np.column_stack([start["Vf"], start["bVf"]]).astype(float)
    vb = start["Vb"].astype(float)
    count = len(rates)
    s1, s2, g = [[np.zeros(n) for _ in range(count)] for n in (wf[1].shape[0], wf[2].shape[0], vf.shape[0])]
    for step in range(prediction + nudging):
        nudge = step >= prediction
        wb = wf[2][:, :-1].T
        delta = {"W1": np.zeros_like(wf[1]), "W2": np.zeros_like(wf[2]), "Vf": np.zeros_like(vf), "Vb": np.zeros_like(vb)}
        moved = []
        for i in range(count):
            below0 = np.append(rates[i].astype(float), 1.0)
            below1 = np.append(rho(s1[i]), 1.0)
            error1 = wb @ rho(s2[i]) - vb @ rho(g[i])
            error2 = beta * (targets[i] - rho(s2[i])) if nudge else 0 * s2[i]
            if nudge:
                delta["W1"] += np.outer(error1 * slope(s1[i]), below0) / count
                delta["W2"] += np.outer(error2 * slope(s2[i]), below1) / count
            else:
                delta["Vf"] += np.outer(s2[i] - g[i], below1) / count
                delta["Vb"] += np.outer(error1, rho(g[i])) / count
            moved.append((s1[i] + dt_over_tau * (-s1[i] + wf[1] @ below0 + error1),
                          s2[i] + dt_over_tau * (-s2[i] + wf[2] @ below1 + error2),
                          g[i] + dt_over_tau * (-g[i] + vf @ below1)))
        s1, s2, g = [list(column) for column in zip(*moved)]
        wf[1] = wf[1] + eta["W1"] * dt_over_tau * delta["W1"]
        wf[2] = wf[2] + eta["W2"] * dt_over_tau * delta["W2"]
        vf = vf + eta["Vf"] * dt_over_tau * delta["Vf"]
        vb = vb + eta["Vb"] * dt_over_tau * delta["Vb"]
    return {"W1": wf[1][:, :-1], "b1": wf[1][:, -1], "W2": wf[2][:, :-1], "b2": wf[2][:, -1],
            "Vf": vf[:, :-1], "bVf": vf[:, -1], "Vb": vb}


def expected_ghost(weights, rates, targets, s):
    eta = {"W1": s.eta_w1, "W2": s.eta_w2, "Vf": s.eta_vf, "Vb": s.eta_vb}
    return algorithm_1(weights, rates, targets, s.beta, s.dt / s.tau, s.prediction, s.nudging, eta)


class GhostMa(unittest.TestCase):
    def setUp(self):
        self.settings = settings()
        self.peer = program.Program(
            "ghost-ma", ghost_ma.shapes, ghost_ma.initial, ghost_ma.FORMS, reference.ghost_ma)

    def agrees(self, batch, changed):
        """Every form, relative to what the trial changed."""
        weights, rates, targets = arrays(ghost_ma.shapes(changed), batch)
        expected = expected_ghost(weights, rates, targets, changed)
        for form in self.peer.candidates(changed, batch):
            with self.subTest(form=form, batch=batch), program.torch.no_grad():
                found = self.peer.one_trial(form, weights, rates, targets, changed)
                self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_batch_of_100(self):
        self.agrees(100, self.settings)

    def test_batch_of_1_in_all_forms(self):
        self.agrees(1, self.settings)

    def test_full_size_at_both_batches(self):
        full = settings(inputs=INPUTS, hidden=500, outputs=OUTPUTS, eta_vf=0.002)
        self.agrees(100, full)
        self.agrees(1, full)

    def test_time_constant_scales_states_and_rates(self):
        self.agrees(7, settings(dt=0.4, tau=2.0))

    def test_reference_of_the_measured_run(self):
        weights, rates, targets = arrays(ghost_ma.shapes(self.settings), 9)
        found = reference.ghost_ma(weights, rates, targets, self.settings)
        expected = expected_ghost(weights, rates, targets, self.settings)
        self.assertLess(program.relative_change_error(weights, found, expected), 1e-10)

    def test_check_writes_the_weights_after_one_trial(self):
        weights, rates, targets = arrays(ghost_ma.shapes(self.settings), 6)
        expected = expected_ghost(weights, rates, targets, settings(beta=1.0, eta_w1=0.7, eta_w2=0.2, eta_vf=0.01))
        with tempfile.TemporaryDirectory() as folder:
            given, written = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
            np.savez(given, X=rates, Y=targets, **weights)
            done = run("ghost_ma.py", "--inputs", INPUTS, "--hidden", HIDDEN, "--outputs", OUTPUTS, "--check", given,
                       "--out", written, "--eta-w1", 0.7, "--eta-w2", 0.2, "--eta-vf", 0.01, "--eta-vb", 0.3)
            self.assertEqual(0, done.returncode, done.stderr)
            with np.load(written) as file:
                self.assertLess(program.relative_change_error(weights, file, expected), 1e-4)

    def test_check_names_a_missing_and_a_misshapen_array(self):
        weights, rates, targets = arrays(ghost_ma.shapes(self.settings), 6)
        with tempfile.TemporaryDirectory() as folder:
            given = os.path.join(folder, "in.npz")
            for changes, message in (({"Vb": weights["Vb"].T}, "array Vb has shape (4, 13), expected (13, 4)"),
                                     ({"Y": None}, "array Y is missing")):
                content = {"X": rates, "Y": targets, **weights, **changes}
                np.savez(given, **{name: array for name, array in content.items() if array is not None})
                done = run("ghost_ma.py", "--inputs", INPUTS, "--hidden", HIDDEN, "--outputs", OUTPUTS,
                           "--check", given, "--out", os.path.join(folder, "out.npz"))
                self.assertEqual(1, done.returncode)
                self.assertIn(message, done.stderr)

    def test_rate_comes_with_a_finite_checksum(self):
        done = run("ghost_ma.py", "--hidden", 20, "--batch", 10, "--trials", 2, "--repeats", 2)
        record = json.loads(done.stdout)
        self.assertAlmostEqual(6000 * record["secondsPerTrial"], record["secondsPerEpoch"])
        self.assertTrue(np.isfinite(record["checksum"]))
        self.assertEqual(1, record["blas"].get("threads", 1))


class Backprop(unittest.TestCase):
    def loss(self, w, rates, targets):
        total = 0.0
        for x, y in zip(rates.astype(float), targets):
            out = rho(w["W2"] @ rho(w["W1"] @ x + w["b1"]) + w["b2"])
            total += 0.5 * float(((out - y) ** 2).sum()) / len(rates)
        return total

    def test_all_forms_follow_the_finite_difference_gradient(self):
        s = settings()
        peer = program.Program("backprop", backprop.shapes, backprop.initial, backprop.FORMS, reference.backprop)
        for batch in (1, 8):
            weights, rates, targets = arrays(backprop.shapes(s), batch)
            wide = {name: array.astype(float) for name, array in weights.items()}
            expected = {}
            for name, array in wide.items():
                gradient = np.zeros_like(array)
                for index in np.ndindex(array.shape):
                    kept = array[index]
                    array[index] = kept + 1e-5
                    above = self.loss(wide, rates, targets)
                    array[index] = kept - 1e-5
                    gradient[index] = (above - self.loss(wide, rates, targets)) / 2e-5
                    array[index] = kept
                expected[name] = array - s.eta * gradient
            for form in peer.candidates(s, batch):
                with self.subTest(form=form, batch=batch), program.torch.no_grad():
                    found = peer.one_trial(form, weights, rates, targets, s)
                    self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)
            found = reference.backprop(weights, rates, targets, s)
            self.assertLess(program.relative_change_error(weights, found, expected), 1e-6)


class Gemm(unittest.TestCase):
    def test_all_transposes_pass_their_own_check(self):
        sgemm = gemm.load("libopenblas.so.0")
        for text in ("5,7,3", "5,7,3:TN", "5,7,3:NT", "5,7,3:TT"):
            gemm.product(sgemm, text, np.random.default_rng(1))

    def test_a_wrong_product_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "differs from double precision"):
            gemm.product(lambda *_: None, "5,7,3", np.random.default_rng(1))

    def test_a_bad_shape_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "--shape 5,0,3"):
            gemm.parse_shape("5,0,3")


class Data(unittest.TestCase):
    def test_synthetic_data_are_as_sparse_as_said_and_repeatable(self):
        s = settings(inputs=784, outputs=10, batch=100)
        first, again = data.samples(s)[0], data.samples(s)[0]
        self.assertAlmostEqual(data.ACTIVE_PIXELS, float((first > 0).mean()), delta=0.002)
        self.assertTrue((first == again).all() and first.min() >= 0 and first.max() < 1)


def run(name, *arguments):
    command = [sys.executable, os.path.join(HERE, name), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    unittest.main()
