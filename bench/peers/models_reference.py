"""The layered models in numpy, in double precision, formula by formula: what the forms of models.py are checked against.

Signals are what a unit should change by (wanted minus found). Matrices are posts x pres, `X` and `Y` batch x units.
"""

import numpy as np

from reference import double

LEAK = 0.1


def layered(weights, rates, targets, settings):
    """One step of backprop, feedback alignment, direct feedback alignment, local errors or the general rule."""
    w = double(weights)
    x, y = np.asarray(rates, np.float64), np.asarray(targets, np.float64)
    hidden, top = range(1, settings.layers + 1), settings.layers + 1
    h = {0: x}
    for l in hidden:
        h[l] = np.tanh(h[l - 1] @ w[f"W{l}"].T + w[f"b{l}"])
    d = {top: y - softmax(h[top - 1] @ w[f"W{top}"].T + w[f"b{top}"])}
    slope = {l: 1 - h[l] ** 2 for l in hidden}

    def direct(l, auxiliary):
        error = y - softmax(h[l] @ w[f"B{l}"]) if auxiliary else d[top]
        return error @ w[f"B{l}"].T

    order = hidden if settings.rule == "general" and settings.strategy == 2 else reversed(hidden)
    for l in order:
        if settings.rule == "bp":
            terms = [d[l + 1] @ w[f"W{l + 1}"]]
        elif settings.rule == "fa":
            terms = [d[l + 1] @ w[f"B{l}"].T]
        elif settings.rule in ("dfa", "lafs"):
            terms = [direct(l, settings.rule == "lafs")]
        else:
            auxiliary = settings.errors == "auxiliary"
            terms = [direct(l, auxiliary)]
            if settings.strategy in (1, 3) and l < settings.layers:
                above = d[l + 1] if settings.strategy == 1 else direct(l + 1, auxiliary) * slope[l + 1]
                terms.append(above @ w[f"BT{l}"].T)
            if settings.strategy in (2, 3) and l > 1:
                below = d[l - 1] if settings.strategy == 2 else direct(l - 1, auxiliary) * slope[l - 1]
                terms.append(below @ w[f"BB{l}"].T)
        d[l] = np.mean(terms, axis=0) * slope[l]
    scale = settings.rate if settings.reduction == "sum" else settings.rate / len(x)
    for l in (*hidden, top):
        w[f"W{l}"] += scale * d[l].T @ h[l - 1]
        w[f"b{l}"] += scale * d[l].sum(0)
    return w


def inverse(weights, rates, targets, settings):
    """One step of TP, ITP or GAIT-prop from optimisers at rest.

    Carries d = (t - y) / gamma^(distance from the top), so that nothing cancels; else as exact as its gamma says.
    """
    w = double(weights)
    x, y = np.asarray(rates, np.float64), np.asarray(targets, np.float64)
    top = settings.layers + 1
    a, h = {}, {0: x}
    for l in range(1, top + 1):
        a[l] = h[l - 1] @ w[f"W{l}"].T + w[f"b{l}"]
        h[l] = np.where(a[l] >= 0, a[l], LEAK * a[l])
    slope = {l: np.where(a[l] >= 0, 1, LEAK) for l in a}
    d = {top: np.zeros_like(h[top])}
    d[top][:, :y.shape[1]] = y - h[top][:, :y.shape[1]]
    gamma = 1.0 if settings.rule == "tp" else settings.gamma
    for l in range(top, 1, -1):
        part = slope[l] ** 2 if settings.rule == "gait" else 1
        shift = gamma ** (top - l + 1) * part * d[l]
        aim = h[l] + shift
        stays = (aim >= 0) == (a[l] >= 0)
        moves = np.where(stays, shift / slope[l], np.where(aim >= 0, aim, aim / LEAK) - a[l])
        d[l - 1] = np.linalg.solve(w[f"W{l}"], moves.T).T / gamma ** (top - l + 1)
    result = {}
    for l in range(1, top + 1):
        signal = d[l] * slope[l]
        W = w[f"W{l}"]
        correlations = W @ W.T
        np.fill_diagonal(correlations, 0)
        result[f"W{l}"] = moved(W, -signal.T @ h[l - 1] / len(x) + 4 * settings.orthogonality * correlations @ W, settings)
        result[f"b{l}"] = moved(w[f"b{l}"], -signal.mean(0), settings)
    return result


def moved(array, gradient, settings):
    """What the first step of an optimiser makes of an array."""
    if settings.optimiser == "sgd":
        return array - settings.rate * gradient
    mean = (1 - settings.momentum) * gradient
    square = (1 - settings.square_decay) * gradient ** 2
    return array - settings.rate * mean / (np.sqrt(square) + settings.epsilon)


def softmax(potential):
    power = np.exp(potential - potential.max(1, keepdims=True))
    return power / power.sum(1, keepdims=True)
