"""The settling models in numpy, in double precision, formula by formula: what the forms of settling.py are checked against.

One trial each, from states at rest. Matrices are posts x pres, states are batch x units by layer, `X` and `Y` batch x units.
"""

import numpy as np

from reference import double, sigmoid


def rate_of(settings, l):
    """The learning rate of a layer: the last one given also holds for those above."""
    return settings.rates[min(l, len(settings.rates)) - 1]


def hard(states):
    return np.clip(states, 0, 1)


def hard_slope(states):
    return ((states >= 0) & (states <= 1)).astype(np.float64)


def prepared(weights, rates, targets, settings):
    """Weights, samples, the layers from below and the topmost of them."""
    top = settings.layers + 1
    return double(weights), np.asarray(rates, np.float64), np.asarray(targets, np.float64), range(1, top + 1), top


def iterate(w, x, y, states, settings, beta, back, has_slope):
    """The states after one iteration, all from the old ones; `back(l)` leads from layer l + 1 down to l."""
    top = settings.layers + 1
    rho = {0: x, **{l: hard(s) for l, s in states.items()}}
    after = {}
    for l, s in states.items():
        current = rho[l - 1] @ w[f"W{l}"].T + w[f"b{l}"]
        if l < top:
            current = current + rho[l + 1] @ back(l).T
        change = (hard_slope(s) if has_slope else 1) * current - s
        if l == top:
            change = change + beta * (y - s)
        after[l] = np.clip(s + settings.step_ratio * change, 0, 1)
    return after


def eqprop(weights, rates, targets, settings):
    """Equilibrium propagation: the contrast of rate products at the ends of both phases."""
    w, x, y, layers, _ = prepared(weights, rates, targets, settings)
    states = {l: np.zeros((len(x), len(w[f"b{l}"]))) for l in layers}
    ends = []
    for steps, beta in ((settings.free, 0), (settings.nudged, settings.beta)):
        for _ in range(steps):
            states = iterate(w, x, y, states, settings, beta, lambda l: w[f"W{l + 1}"].T, has_slope=True)
        ends.append({0: x, **{l: hard(s) for l, s in states.items()}})
    free, nudged = ends
    after = {}
    for l in layers:
        scale = rate_of(settings, l) / settings.beta / len(x)
        after[f"W{l}"] = w[f"W{l}"] + scale * (nudged[l].T @ nudged[l - 1] - free[l].T @ free[l - 1])
        after[f"b{l}"] = w[f"b{l}"] + scale * (nudged[l] - free[l]).sum(0)
    return after


def vector_field(weights, rates, targets, settings):
    """The same without tied weights: rates times changes of states along the nudged phase."""
    w, x, y, layers, top = prepared(weights, rates, targets, settings)
    states = {l: np.zeros((len(x), len(w[f"b{l}"]))) for l in layers}
    after = {name: array.copy() for name, array in w.items()}

    def step(beta):
        return iterate(w, x, y, states, settings, beta, lambda l: w[f"U{l}"], has_slope=False)

    for _ in range(settings.free):
        states = step(0)
    for _ in range(settings.nudged):
        moved = step(settings.beta)
        rho = {0: x, **{l: hard(s) for l, s in states.items()}}
        for l in layers:
            change = (moved[l] - states[l]) / settings.beta / len(x)
            after[f"W{l}"] += rate_of(settings, l) * change.T @ rho[l - 1]
            after[f"b{l}"] += rate_of(settings, l) * change.sum(0)
            if l < top:
                after[f"U{l}"] += rate_of(settings, l + 1) * change.T @ rho[l + 1]
        states = moved
    return after


def errors(w, x, states, top):
    """Rates, predictions and what is wrong with them, by layer."""
    rho = {0: x, **{l: sigmoid(states[l]) for l in range(1, top)}}
    mu = {l: rho[l - 1] @ w[f"W{l}"].T + w[f"b{l}"] for l in states}
    return rho, mu, {l: states[l] - mu[l] for l in states}


def predictive(weights, rates, targets, settings):
    """Predictive coding with a clamped output, from a sweep."""
    w, x, y, layers, top = prepared(weights, rates, targets, settings)
    states, below = {}, x
    for l in layers:
        states[l] = below @ w[f"W{l}"].T + w[f"b{l}"]
        below = sigmoid(states[l])
    for _ in range(settings.steps):
        rho, _, e = errors(w, x, states, top)
        for l in range(1, top):
            states[l] = states[l] + settings.step_ratio * (-e[l] + rho[l] * (1 - rho[l]) * (e[l + 1] @ w[f"W{l + 1}"]))
        states[top] = y
    rho, _, e = errors(w, x, states, top)
    after = {}
    for l in layers:
        scale = rate_of(settings, l) / len(x)
        after[f"W{l}"] = w[f"W{l}"] + scale * e[l].T @ rho[l - 1]
        after[f"b{l}"] = w[f"b{l}"] + scale * e[l].sum(0)
    return after


def least_action(weights, rates, targets, settings):
    """Least action with the change of F in the last step as a look-ahead; always nudged, always learning."""
    w, x, y, layers, top = prepared(weights, rates, targets, settings)
    states = {l: np.zeros((len(x), len(w[f"b{l}"]))) for l in layers}
    h, before = settings.step_ratio, None
    for _ in range(settings.steps):
        rho, mu, delta = errors(w, x, states, top)
        force = {l: mu[l] + rho[l] * (1 - rho[l]) * (delta[l + 1] @ w[f"W{l + 1}"]) for l in range(1, top)}
        force[top] = mu[top] + settings.beta * (y - states[top])
        for l in layers:
            ahead = 0 if before is None else force[l] - before[l]
            states[l] = states[l] + h * (force[l] - states[l]) + ahead
            scale = rate_of(settings, l) * h / len(x)
            w[f"W{l}"] = w[f"W{l}"] + scale * delta[l].T @ rho[l - 1]
            w[f"b{l}"] = w[f"b{l}"] + scale * delta[l].sum(0)
        before = force
    return w


def microcircuit(weights, rates, targets, settings):
    """Dendritic microcircuits in continuous time: somata, interneurons and all rules at each step, from old values all."""
    w, x, y, layers, top = prepared(weights, rates, targets, settings)
    leak, basal, dendritic, apical, somatic = settings.conductances
    u = {l: np.zeros((len(x), len(w[f"W{l}"]))) for l in layers}
    v = {l: np.zeros_like(u[l + 1]) for l in range(1, top)}
    for step in range(settings.steps):
        taught = somatic if step >= settings.steps - settings.taught else 0
        r, q = {0: x, **{l: sigmoid(u[l]) for l in layers}}, {l: sigmoid(v[l]) for l in v}
        du, dv, changes = {}, {}, {}
        for l in layers:
            total = leak + basal + (apical if l < top else 0)
            b = r[l - 1] @ w[f"W{l}"].T
            du[l] = -total * u[l] + basal * b
            changes[f"W{l}"] = rate_of(settings, l) * (r[l] - sigmoid(basal / total * b)).T @ r[l - 1]
            if l == top:
                du[l] += taught * (y - u[l])
                continue
            a = r[l + 1] @ w[f"U{l}"].T - q[l] @ w[f"V{l}"].T
            i = r[l] @ w[f"M{l}"].T
            du[l] += apical * a
            dv[l] = -(leak + dendritic) * v[l] + dendritic * i + somatic * (u[l + 1] - v[l])
            changes[f"M{l}"] = settings.inter_rate * (q[l] - sigmoid(dendritic / (leak + dendritic) * i)).T @ r[l]
            changes[f"V{l}"] = settings.cancel_rate * a.T @ q[l]
        for name, change in changes.items():
            w[name] = w[name] + settings.dt / len(x) * change
        for states, slopes in ((u, du), (v, dv)):
            for l in states:
                states[l] = states[l] + settings.dt * slopes[l]
    return w
