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
import inverse_rules
import models
import program
import reference
import settling

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS, HIDDEN, OUTPUTS = 31, 13, 4


def settings(**changes):
    values = dict(inputs=INPUTS, hidden=HIDDEN, outputs=OUTPUTS, prediction=20, nudging=8, dt=0.5, tau=1.0, beta=0.8,
                  eta_w1=0.9, eta_w2=0.4, eta_vf=0.05, eta_vb=0.3, eta=0.5, seed=3, form="fastest", threads=1, data=None)
    return types.SimpleNamespace(**{**values, **changes})


def arrays(names, batch, seed=5, inputs=INPUTS):
    """Weights, biases too, that are all non-zero and all different, and samples with zeros among them."""
    generator = np.random.default_rng(seed)
    weights = {name: generator.normal(0, 0.3, shape).astype(np.float32) for name, shape in names.items()}
    rates = generator.random((batch, inputs), dtype=np.float32) * (generator.random((batch, inputs)) < 0.3)
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


class Layered(unittest.TestCase):
    """bp, fa, dfa, lafs and general: a sample at a time, as the table of signals reads."""

    def options(self, *arguments):
        return models.options(["--inputs", str(INPUTS), "--hidden", str(HIDDEN), "--outputs", str(OUTPUTS), "--rate", "0.3", *arguments])

    def variants(self):
        for layers in ("1", "2", "3"):
            for rule in ("bp", "fa", "dfa", "lafs"):
                yield self.options("--rule", rule, "--layers", layers)
            for strategy in ("1", "2", "3"):
                for errors in ("output", "auxiliary"):
                    yield self.options("--rule", "general", "--layers", layers, "--strategy", strategy, "--errors", errors)
        yield self.options("--rule", "bp", "--reduction", "mean")

    def signals(self, w, h, error, target, s):
        """The signals of one sample, wanted minus found, by layer."""
        top = s.layers + 1
        slopes = [None] + [1 - h[l] ** 2 for l in range(1, top)]

        def direct(l):
            own = target - softmax(w[f"B{l}"].T @ h[l]) if s.rule == "lafs" or s.errors == "auxiliary" else error
            return w[f"B{l}"] @ own

        d = {top: error}
        if s.rule == "general" and s.strategy == 2:
            for l in range(1, top):
                d[l] = direct(l) * slopes[l] if l == 1 else (direct(l) + w[f"BB{l}"] @ d[l - 1]) / 2 * slopes[l]
            return d
        for l in range(top - 1, 0, -1):
            if s.rule == "bp":
                d[l] = (w[f"W{l + 1}"].T @ d[l + 1]) * slopes[l]
            elif s.rule == "fa":
                d[l] = (w[f"B{l}"] @ d[l + 1]) * slopes[l]
            elif s.rule in ("dfa", "lafs"):
                d[l] = direct(l) * slopes[l]
            elif s.strategy == 1:
                d[l] = direct(l) * slopes[l] if l == top - 1 else (direct(l) + w[f"BT{l}"] @ d[l + 1]) / 2 * slopes[l]
            else:
                total, count = direct(l), 1
                if l + 1 < top:
                    total, count = total + w[f"BT{l}"] @ (direct(l + 1) * slopes[l + 1]), count + 1
                if l > 1:
                    total, count = total + w[f"BB{l}"] @ (direct(l - 1) * slopes[l - 1]), count + 1
                d[l] = total / count * slopes[l]
        return d

    def expected(self, weights, rates, targets, s):
        w = {name: array.astype(float) for name, array in weights.items()}
        after = {name: array.copy() for name, array in w.items()}
        scale = s.rate if s.reduction == "sum" else s.rate / len(rates)
        for x, y in zip(rates.astype(float), targets.astype(float)):
            h = [x]
            for l in range(1, s.layers + 1):
                h.append(np.tanh(w[f"W{l}"] @ h[-1] + w[f"b{l}"]))
            top = s.layers + 1
            error = y - softmax(w[f"W{top}"] @ h[-1] + w[f"b{top}"])
            for l, d in self.signals(w, h, error, y, s).items():
                after[f"W{l}"] += scale * np.outer(d, h[l - 1])
                after[f"b{l}"] += scale * d
        return after

    def test_every_rule_at_every_depth_in_all_forms(self):
        for s in self.variants():
            weights, rates, targets = arrays(models.shapes(s), 7)
            expected = self.expected(weights, rates, targets, s)
            peer = models.peer(s)
            for form in peer.forms:
                with self.subTest(rule=peer.name, layers=s.layers, form=form), program.torch.no_grad():
                    found = peer.one_trial(form, weights, rates, targets, s)
                    self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)
            self.assertLess(program.relative_change_error(weights, peer.reference(weights, rates, targets, s), expected), 1e-10)

    def test_backprop_is_the_gradient_that_autograd_finds(self):
        s = self.options("--rule", "bp", "--layers", "3")
        weights, rates, targets = arrays(models.shapes(s), 9)
        w = {name: program.torch.from_numpy(array).double().requires_grad_() for name, array in weights.items()}
        h = program.torch.from_numpy(rates).double()
        for l in (1, 2, 3):
            h = program.torch.tanh(h @ w[f"W{l}"].T + w[f"b{l}"])
        labels = program.torch.from_numpy(targets.argmax(1))
        program.torch.nn.functional.cross_entropy(h @ w["W4"].T + w["b4"], labels, reduction="sum").backward()
        expected = {name: weights[name] - s.rate * array.grad.numpy() for name, array in w.items()}
        with program.torch.no_grad():
            found = models.peer(s).one_trial("literal", weights, rates, targets, s)
        self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_local_errors_are_the_gradient_of_their_own_loss(self):
        s = self.options("--rule", "lafs")
        weights, rates, targets = arrays(models.shapes(s), 9)
        w = {name: program.torch.from_numpy(array).double().requires_grad_() for name, array in weights.items()}
        labels = program.torch.from_numpy(targets.argmax(1))
        loss, h = 0, program.torch.from_numpy(rates).double()
        for l in (1, 2):
            h = program.torch.tanh(h.detach() @ w[f"W{l}"].T + w[f"b{l}"])
            loss = loss + program.torch.nn.functional.cross_entropy(h @ w[f"B{l}"].detach(), labels, reduction="sum")
        loss.backward()
        with program.torch.no_grad():
            found = models.peer(s).one_trial("literal", weights, rates, targets, s)
        for name in ("W1", "b1", "W2", "b2"):
            expected = {name: weights[name] - s.rate * w[name].grad.numpy()}
            self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_feedback_alignment_by_the_transposes_is_backprop(self):
        s, plain = self.options("--rule", "fa"), self.options("--rule", "bp")
        weights, rates, targets = arrays(models.shapes(plain), 5)
        aligned = {**weights, "B1": weights["W2"].T.copy(), "B2": weights["W3"].T.copy()}
        with program.torch.no_grad():
            expected = models.peer(plain).one_trial("literal", weights, rates, targets, plain)
            found = models.peer(s).one_trial("literal", aligned, rates, targets, s)
        self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_check_writes_the_weights_after_one_trial_and_leaves_feedback(self):
        s = self.options("--rule", "general", "--strategy", "3", "--errors", "auxiliary")
        weights, rates, targets = arrays(models.shapes(s), 6)
        with tempfile.TemporaryDirectory() as folder:
            given, written = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
            np.savez(given, X=rates, Y=targets, **weights)
            done = run("models.py", "--inputs", INPUTS, "--hidden", HIDDEN, "--outputs", OUTPUTS, "--rate", 0.3, "--rule", "general",
                       "--strategy", 3, "--errors", "auxiliary", "--check", given, "--out", written)
            self.assertEqual(0, done.returncode, done.stderr)
            with np.load(written) as file:
                self.assertEqual(sorted(weights), sorted(file.files))
                self.assertLess(program.relative_change_error(weights, file, self.expected(weights, rates, targets, s)), 1e-4)
                self.assertTrue((file["BT1"] == weights["BT1"]).all())

    def test_a_form_of_other_rules_is_refused(self):
        done = run("models.py", "--rule", "bp", "--form", "increments")
        self.assertEqual(2, done.returncode)
        self.assertIn("--form increments: rule bp has the forms literal, matrix, input-major", done.stderr)

    def test_rate_comes_with_a_finite_checksum(self):
        done = run("models.py", "--rule", "dfa", "--hidden", 20, "--trials", 2, "--repeats", 2)
        self.assertEqual(0, done.returncode, done.stderr)
        record = json.loads(done.stdout)
        self.assertEqual([784, 20, 20, 10], record["sizes"])
        self.assertAlmostEqual(60000 / 64 * record["secondsPerTrial"], record["secondsPerEpoch"])
        self.assertTrue(np.isfinite(record["checksum"]))


class Inverse(unittest.TestCase):
    """tp, itp and gait: targets of a sample at a time, through inverses of whole layers."""

    UNITS = 12

    def options(self, rule, *arguments):
        return models.options(["--rule", rule, "--inputs", str(self.UNITS), "--outputs", str(OUTPUTS), "--layers", "3",
                               "--orthogonality", "0.02", "--gamma", "0.01", *arguments])

    def start(self, s, batch=6):
        """Orthogonal matrices, bent so that the regulariser has something to do."""
        weights, rates, targets = arrays(models.shapes(s), batch, inputs=self.UNITS)
        straight = models.initial(s)
        return {name: 0.2 * array + straight[name] for name, array in weights.items()}, rates, targets

    def gradients(self, w, rates, targets, s):
        top = s.layers + 1
        total = {name: np.zeros_like(array) for name, array in w.items()}
        for x, label in zip(rates.astype(float), targets.astype(float)):
            h, y = [None], [x]
            for l in range(1, top + 1):
                h.append(w[f"W{l}"] @ y[-1] + w[f"b{l}"])
                y.append(np.where(h[l] >= 0, h[l], 0.1 * h[l]))
            slopes = [None] + [np.where(potential >= 0, 1, 0.1) for potential in h[1:]]
            target = {top: np.concatenate([label, y[top][OUTPUTS:]])}
            for l in range(top, 1, -1):
                part = {"tp": 1, "itp": s.gamma, "gait": s.gamma * slopes[l] ** 2}[s.rule]
                mixed = (1 - part) * y[l] + part * target[l]
                potential = np.where(mixed >= 0, mixed, 10 * mixed)
                target[l - 1] = np.linalg.solve(w[f"W{l}"], potential - w[f"b{l}"])
            for l in range(1, top + 1):
                factor = 1 if s.rule == "tp" else s.gamma ** (l - top)
                error = factor * (y[l] - target[l]) * slopes[l]
                total[f"W{l}"] += np.outer(error, y[l - 1]) / len(rates)
                total[f"b{l}"] += error / len(rates)
        for l in range(1, top + 1):
            total[f"W{l}"] += s.orthogonality * correlation_gradient(w[f"W{l}"])
        return total

    def test_one_step_of_descent(self):
        for rule in models.INVERSE:
            s = self.options(rule, "--optimiser", "sgd", "--rate", "0.7")
            weights, rates, targets = self.start(s)
            wide = {name: array.astype(float) for name, array in weights.items()}
            gradients = self.gradients(wide, rates, targets, s)
            expected = {name: wide[name] - 0.7 * gradient for name, gradient in gradients.items()}
            peer = models.peer(s)
            with self.subTest(rule=rule), program.torch.no_grad():
                found = peer.one_trial("literal", weights, rates, targets, s)
                self.assertLess(program.relative_change_error(weights, found, expected), 1e-6)
                self.assertLess(program.relative_change_error(weights, peer.reference(weights, rates, targets, s), expected), 1e-6)

    def test_increments_are_the_limit_of_small_gamma(self):
        for rule in models.INVERSE:
            s = self.options(rule, "--optimiser", "sgd", "--rate", "0.7", "--gamma", "0.0001", "--layers", "2")
            weights, rates, targets = self.start(s)
            wide = {name: array.astype(float) for name, array in weights.items()}
            gradients = self.gradients(wide, rates, targets, s)
            expected = {name: wide[name] - 0.7 * gradient for name, gradient in gradients.items()}
            with self.subTest(rule=rule), program.torch.no_grad():
                found = models.peer(s).one_trial("increments", weights, rates, targets, s)
                self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_three_steps_of_adam_with_inverses_of_the_weights_of_each(self):
        s = self.options("gait", "--rate", "0.01", "--epsilon", "0.001")
        weights, rates, targets = self.start(s)
        w = {name: array.astype(float) for name, array in weights.items()}
        m, v = ({name: np.zeros_like(array) for name, array in w.items()} for _ in range(2))
        for _ in range(3):
            for name, gradient in self.gradients(w, rates, targets, s).items():
                m[name] = 0.9 * m[name] + 0.1 * gradient
                v[name] = 0.99 * v[name] + 0.01 * gradient ** 2
                w[name] = w[name] - 0.01 * m[name] / (np.sqrt(v[name]) + 0.001)
        for form, tolerance in (("literal", 1e-6), ("increments", 1e-3)):
            with self.subTest(form=form), program.torch.no_grad():
                trained = program.tensors(weights)
                trial = inverse_rules.FORMS[form](trained, s, len(rates))
                for _ in range(3):
                    trial(program.torch.from_numpy(rates), program.torch.from_numpy(targets))
                found = {name: tensor.numpy() for name, tensor in trained.items()}
                self.assertLess(program.relative_change_error(weights, found, w), tolerance)

    def test_gait_on_orthogonal_weights_is_the_gradient_that_autograd_finds(self):
        s = self.options("gait", "--optimiser", "sgd", "--rate", "1", "--orthogonality", "0")
        weights, rates, targets = arrays(models.shapes(s), 6, inputs=self.UNITS)
        weights = {**weights, **{name: array for name, array in models.initial(s).items() if array.ndim == 2}}
        w = {name: program.torch.from_numpy(array).double().requires_grad_() for name, array in weights.items()}
        y = program.torch.from_numpy(rates).double()
        for l in range(1, 5):
            y = program.torch.nn.functional.leaky_relu(y @ w[f"W{l}"].T + w[f"b{l}"], 0.1)
        ((y[:, :OUTPUTS] - program.torch.from_numpy(targets)) ** 2).sum().div(2 * len(rates)).backward()
        expected = {name: weights[name] - array.grad.numpy() for name, array in w.items()}
        with program.torch.no_grad():
            found = models.peer(s).one_trial("increments", weights, rates, targets, s)
        self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_orthogonality_follows_finite_differences(self):
        W = np.random.default_rng(2).normal(size=(5, 5))

        def penalty(matrix):
            M = matrix @ matrix.T
            return float((M ** 2).sum() - (np.diag(M) ** 2).sum())

        expected = np.zeros_like(W)
        for index in np.ndindex(W.shape):
            bump = np.zeros_like(W)
            bump[index] = 1e-5
            expected[index] = (penalty(W + bump) - penalty(W - bump)) / 2e-5
        found = inverse_rules.orthogonality(program.torch.from_numpy(W), 0.3).numpy()
        np.testing.assert_allclose(found, 0.3 * expected, rtol=1e-6)
        np.testing.assert_allclose(correlation_gradient(W), expected, rtol=1e-6)

    def test_initial_weights_are_orthogonal(self):
        W = models.initial(self.options("gait"))["W2"].astype(float)
        np.testing.assert_allclose(W @ W.T, np.eye(self.UNITS), atol=1e-6)

    def test_check_writes_single_precision(self):
        s = self.options("gait")
        weights, rates, targets = self.start(s)
        common = ("--rule", "gait", "--inputs", self.UNITS, "--outputs", OUTPUTS, "--layers", 3)
        with tempfile.TemporaryDirectory() as folder:
            given, written = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
            np.savez(given, X=rates, Y=targets, **weights)
            done = run("models.py", *common, "--optimiser", "sgd", "--check", given, "--out", written)
            self.assertEqual(0, done.returncode, done.stderr)
            with np.load(written) as file:
                self.assertEqual(sorted(weights), sorted(file.files))
                self.assertEqual(np.float32, file["W1"].dtype)

    def test_rate_of_both_forms(self):
        # so many units that no sample is without any input: potentials of exactly 0 are on the kink, where there is no limit
        done = run("models.py", "--rule", "gait", "--inputs", 60, "--layers", 3, "--trials", 2, "--repeats", 2)
        self.assertEqual(0, done.returncode, done.stderr)
        record = json.loads(done.stdout)
        self.assertEqual([60] * 5, record["sizes"])
        self.assertEqual({"literal", "increments"}, set(record["forms"]))

    def test_a_width_unlike_the_input_is_refused(self):
        done = run("models.py", "--rule", "tp", "--hidden", 100)
        self.assertEqual(2, done.returncode)
        self.assertIn("--hidden 100: under tp every layer has the 784 units of the input", done.stderr)


class Settling(unittest.TestCase):
    """Settling models: a sample at a time, unit by unit where that is what the equations say."""

    def options(self, model, *arguments):
        return settling.options(["--model", model, "--inputs", str(INPUTS), "--hidden", str(HIDDEN), "--outputs", str(OUTPUTS),
                                 "--free", "7", "--nudged", "3", "--steps", "6", "--step-ratio", "0.4", "--rates", "0.8,0.5,0.3",
                                 "--inter-rate", "0.7", "--cancel-rate", "0.3", *arguments])

    def variants(self, model):
        for layers in ("1", "2", "3"):
            yield self.options(model, "--layers", layers)
        yield self.options(model, "--step-ratio", "0.3", "--beta", "-0.7")
        yield self.options(model, "--dt", "0.2", "--conductances", "0.2,0.9,0.7,0.6,0.5", "--inter-rate", "0.6", "--cancel-rate", "0.4", "--taught", "4")

    def rate(self, s, l):
        return s.rates[l - 1] if l <= len(s.rates) else s.rates[-1]

    def iterated(self, w, x, y, s, state, beta):
        """Hopfield units of one sample, from the list of the layers' states (the input first)."""
        top = s.layers + 1
        after = [x]
        for l in range(1, top + 1):
            current = w[f"W{l}"] @ state[l - 1] + w[f"b{l}"]
            if l < top:
                current = current + (w[f"W{l + 1}"].T if s.model == "eqprop" else w[f"U{l}"]) @ state[l + 1]
            nudge = beta * (y - state[l]) if l == top else 0
            after.append(np.minimum(1, np.maximum(0, state[l] + s.step_ratio * (current - state[l] + nudge))))
        return after

    def energy(self, weights, rates, targets, s):
        """Clipped states are their own rates, and their slope is 1."""
        w = {name: array.astype(float) for name, array in weights.items()}
        after = {name: array.copy() for name, array in w.items()}
        top = s.layers + 1
        for x, y in zip(rates.astype(float), targets.astype(float)):
            state = [x, *(np.zeros(len(w[f"b{l}"])) for l in range(1, top + 1))]
            for _ in range(s.free):
                state = self.iterated(w, x, y, s, state, 0)
            path = [state]
            for _ in range(s.nudged):
                path.append(self.iterated(w, x, y, s, path[-1], s.beta))
            for l in range(1, top + 1):
                scale = self.rate(s, l) / s.beta / len(rates)
                after[f"b{l}"] += scale * (path[-1][l] - path[0][l])
                if s.model == "eqprop":
                    after[f"W{l}"] += scale * (np.outer(path[-1][l], path[-1][l - 1]) - np.outer(path[0][l], path[0][l - 1]))
                    continue
                for old, new in zip(path, path[1:]):
                    after[f"W{l}"] += scale * np.outer(new[l] - old[l], old[l - 1])
                    if l > 1:
                        after[f"U{l - 1}"] += scale * np.outer(new[l - 1] - old[l - 1], old[l])
        return after

    def predictive(self, weights, rates, targets, s):
        w = {name: array.astype(float) for name, array in weights.items()}
        after = {name: array.copy() for name, array in w.items()}
        top = s.layers + 1
        for x, y in zip(rates.astype(float), targets.astype(float)):
            def wrong(state):
                below = [x] + [rho(v) for v in state[1:top]]
                return below, [None] + [state[l] - w[f"W{l}"] @ below[l - 1] - w[f"b{l}"] for l in range(1, top + 1)]

            state = [None]
            for l in range(1, top + 1):
                state.append(w[f"W{l}"] @ (x if l == 1 else rho(state[-1])) + w[f"b{l}"])
            for _ in range(s.steps):
                _, e = wrong(state)
                state = [None, *(state[l] + s.step_ratio * (slope(state[l]) * (w[f"W{l + 1}"].T @ e[l + 1]) - e[l]) for l in range(1, top)), y]
            below, e = wrong(state)
            for l in range(1, top + 1):
                after[f"W{l}"] += self.rate(s, l) / len(rates) * np.outer(e[l], below[l - 1])
                after[f"b{l}"] += self.rate(s, l) / len(rates) * e[l]
        return after

    def microcircuit(self, weights, shown, s):
        """Several trials, all samples side by side, because all of them learn at every step."""
        w = {name: array.astype(float) for name, array in weights.items()}
        top, count = s.layers + 1, len(shown[0][0])
        leak, basal, dendritic, apical, somatic = s.conductances
        u = [[None] + [np.zeros(len(w[f"W{l}"])) for l in range(1, top + 1)] for _ in range(count)]
        v = [[None] + [np.zeros(len(w[f"W{l}"])) for l in range(2, top + 1)] for _ in range(count)]
        for rates, targets in shown:
            for step in range(s.steps):
                changes = {name: np.zeros_like(array) for name, array in w.items()}
                for i, (x, y) in enumerate(zip(rates.astype(float), targets.astype(float))):
                    below = [x] + [rho(potential) for potential in u[i][1:]]
                    moved, inner = [None], [None]
                    for l in range(1, top + 1):
                        conductance = leak + basal + (apical if l < top else 0)
                        dendrite = w[f"W{l}"] @ below[l - 1]
                        current = basal * (dendrite - u[i][l]) - leak * u[i][l]
                        changes[f"W{l}"] += self.rate(s, l) * np.outer(below[l] - rho(dendrite * basal / conductance), below[l - 1])
                        if l < top:
                            inter = rho(v[i][l])
                            distal = w[f"U{l}"] @ below[l + 1] - w[f"V{l}"] @ inter
                            current = current + apical * (distal - u[i][l])
                            guess = w[f"M{l}"] @ below[l]
                            changes[f"V{l}"] += s.cancel_rate * np.outer(distal, inter)
                            changes[f"M{l}"] += s.inter_rate * np.outer(inter - rho(guess * dendritic / (leak + dendritic)), below[l])
                            inner.append(v[i][l] + s.dt * (dendritic * (guess - v[i][l]) - leak * v[i][l] + somatic * (u[i][l + 1] - v[i][l])))
                        elif step >= s.steps - s.taught:
                            current = current + somatic * (y - u[i][l])
                        moved.append(u[i][l] + s.dt * current)
                    u[i], v[i] = moved, inner
                w = {name: array + s.dt / count * changes[name] for name, array in w.items()}
        return w

    def least_action(self, weights, shown, s):
        """Several trials, all samples side by side, because all of them learn at every step."""
        w = {name: array.astype(float) for name, array in weights.items()}
        top, count = s.layers + 1, len(shown[0][0])
        u = [[None] + [np.zeros(len(w[f"b{l}"])) for l in range(1, top + 1)] for _ in range(count)]
        past = [None] * count
        for rates, targets in shown:
            for _ in range(s.steps):
                changes = {name: np.zeros_like(array) for name, array in w.items()}
                for i, (x, y) in enumerate(zip(rates.astype(float), targets.astype(float))):
                    below = [x] + [rho(v) for v in u[i][1:top]]
                    mu = [None] + [w[f"W{l}"] @ below[l - 1] + w[f"b{l}"] for l in range(1, top + 1)]
                    delta = [None] + [u[i][l] - mu[l] for l in range(1, top + 1)]
                    force = [None] + [mu[l] + slope(u[i][l]) * (w[f"W{l + 1}"].T @ delta[l + 1]) for l in range(1, top)]
                    force.append(mu[top] + s.beta * (y - u[i][top]))
                    last = past[i] or force
                    u[i] = [None] + [u[i][l] + s.step_ratio * (force[l] - u[i][l]) + force[l] - last[l] for l in range(1, top + 1)]
                    past[i] = force
                    for l in range(1, top + 1):
                        changes[f"W{l}"] += self.rate(s, l) * s.step_ratio / count * np.outer(delta[l], below[l - 1])
                        changes[f"b{l}"] += self.rate(s, l) * s.step_ratio / count * delta[l]
                w = {name: array + changes[name] for name, array in w.items()}
        return w

    def expected(self, weights, rates, targets, s):
        if s.model in settling.ENERGY:
            return self.energy(weights, rates, targets, s)
        if s.model == "microcircuit":
            return self.microcircuit(weights, [(rates, targets)], s)
        return self.predictive(weights, rates, targets, s) if s.model == "predictive" else self.least_action(weights, [(rates, targets)], s)

    def test_every_model_at_every_depth_in_all_forms(self):
        for model in settling.MODELS:
            for s in self.variants(model):
                weights, rates, targets = arrays(settling.shapes(s), 7)
                expected = self.expected(weights, rates, targets, s)
                peer = settling.peer(s)
                for form in peer.forms:
                    with self.subTest(model=model, layers=s.layers, form=form), program.torch.no_grad():
                        found = peer.one_trial(form, weights, rates, targets, s)
                        self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)
                self.assertLess(program.relative_change_error(weights, peer.reference(weights, rates, targets, s), expected), 1e-10)

    def test_trials_in_a_row(self):
        """Buffers are used again, and least action and microcircuits go on from where they were."""
        for model in settling.MODELS:
            s = self.options(model, "--layers", "2", "--rates", "0.1")
            weights, rates, targets = arrays(settling.shapes(s), 14)
            shown = [(rates[:7], targets[:7]), (rates[7:], targets[7:]), (rates[:7], targets[:7])]
            if model in ("least-action", "microcircuit"):
                expected = (self.least_action if model == "least-action" else self.microcircuit)(weights, shown, s)
            else:
                expected = weights
                for batch in shown:
                    expected = self.expected(expected, *batch, s)
            for form, make in settling.MODELS[model][0].items():
                with self.subTest(model=model, form=form), program.torch.no_grad():
                    trained = program.tensors(weights)
                    trial = make(trained, s, 7)
                    for batch in shown:
                        trial(*(program.torch.from_numpy(array) for array in batch))
                    found = {name: tensor.numpy() for name, tensor in trained.items()}
                    self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_a_whole_step_after_the_sweep_is_backprop(self):
        """With h = 1 the error that a clamped output sends down is, one iteration later, that of backprop."""
        s = self.options("predictive", "--steps", "2", "--step-ratio", "1", "--rates", "1")
        weights, rates, targets = arrays(settling.shapes(s), 9)
        w = {name: program.torch.from_numpy(array).double().requires_grad_() for name, array in weights.items()}
        y = program.torch.sigmoid(program.torch.from_numpy(rates).double() @ w["W1"].T + w["b1"]) @ w["W2"].T + w["b2"]
        ((y - program.torch.from_numpy(targets)) ** 2).sum().div(2 * len(rates)).backward()
        with program.torch.no_grad():
            found = settling.peer(s).one_trial("matrix", weights, rates, targets, s)
        expected = {name: weights[name] - w[name].grad.numpy() for name in ("W1", "b1")}
        self.assertLess(program.relative_change_error(weights, found, expected), 1e-4)

    def test_check_writes_the_weights_after_one_trial(self):
        for model in settling.MODELS:
            s = self.options(model)
            weights, rates, targets = arrays(settling.shapes(s), 6)
            with self.subTest(model=model), tempfile.TemporaryDirectory() as folder:
                given, written = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
                np.savez(given, X=rates, Y=targets, **weights)
                done = run("settling.py", "--model", model, "--inputs", INPUTS, "--hidden", HIDDEN, "--outputs", OUTPUTS, "--free", 7, "--nudged", 3,
                           "--steps", 6, "--step-ratio", 0.4, "--rates", "0.8,0.5,0.3", "--inter-rate", 0.7, "--cancel-rate", 0.3, "--form", "literal", "--check", given, "--out", written)
                self.assertEqual(0, done.returncode, done.stderr)
                with np.load(written) as file:
                    self.assertEqual(sorted(weights), sorted(file.files))
                    self.assertLess(program.relative_change_error(weights, file, self.expected(weights, rates, targets, s)), 1e-4)

    def test_a_form_of_other_models_and_no_nudge_are_refused(self):
        done = run("settling.py", "--model", "eqprop", "--form", "direct")
        self.assertEqual(2, done.returncode)
        self.assertIn("--form direct: model eqprop has the forms literal, matrix, input-major", done.stderr)
        for wrong, message in ((("--taught", 30), "--taught 30: expected 0 to 20"), (("--conductances", "1,2"), "expected five conductances, found 2")):
            done = run("settling.py", "--model", "microcircuit", *wrong)
            self.assertEqual(2, done.returncode)
            self.assertIn(message, done.stderr)
        done = run("settling.py", "--beta", 0)
        self.assertEqual(2, done.returncode)
        self.assertIn("--beta 0: nothing would be learned", done.stderr)

    def test_rate_comes_with_a_finite_checksum(self):
        done = run("settling.py", "--model", "least-action", "--hidden", 20, "--trials", 2, "--repeats", 2)
        self.assertEqual(0, done.returncode, done.stderr)
        record = json.loads(done.stdout)
        self.assertEqual([784, 20, 10], record["sizes"])
        self.assertEqual({"literal", "matrix", "input-major", "direct"}, set(record["forms"]))
        self.assertAlmostEqual(60000 / 20 * record["secondsPerTrial"], record["secondsPerEpoch"])
        self.assertTrue(np.isfinite(record["checksum"]))


def softmax(potential):
    power = np.exp(potential - potential.max())
    return power / power.sum()


def correlation_gradient(W):
    """By entries: of the sum, over pairs of different rows, of the square of their product."""
    result = np.zeros_like(W)
    for i in range(len(W)):
        for k in range(len(W)):
            if i != k:
                result[i] += 4 * (W[i] @ W[k]) * W[k]
    return result


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
