"""Both programs in numpy, in double precision, formula by formula: what the fast forms are checked against.

Matrices are posts x pres, states are batch x units, `X` and `Y` are batch x units. Each function takes a dictionary of
weights and gives back a new one.
"""

import numpy as np


def sigmoid(potential):
    return 1 / (1 + np.exp(-potential))


def double(arrays):
    return {name: np.asarray(array, dtype=np.float64) for name, array in arrays.items()}


def ghost_ma(weights, rates, targets, settings):
    """One trial of Algorithm 1 of model MA from states 0, feedback being the transpose of W2 throughout."""
    w = double(weights)
    x, y = np.asarray(rates, np.float64), np.asarray(targets, np.float64)
    count = len(x)
    s1 = np.zeros((count, len(w["W1"])))
    s2 = np.zeros((count, len(w["W2"])))
    g = np.zeros_like(s2)
    h = settings.dt / settings.tau

    for step in range(settings.prediction + settings.nudging):
        nudged = step >= settings.prediction
        r1, r2, q = sigmoid(s1), sigmoid(s2), sigmoid(g)
        e1 = r2 @ w["W2"] - q @ w["Vb"].T
        e2 = settings.beta * (y - r2) if nudged else np.zeros_like(r2)
        ds1 = -s1 + x @ w["W1"].T + w["b1"] + e1
        ds2 = -s2 + r1 @ w["W2"].T + w["b2"] + e2
        dg = -g + r1 @ w["Vf"].T + w["bVf"]
        if nudged:
            d1, d2 = e1 * r1 * (1 - r1), e2 * r2 * (1 - r2)
            changes = {
                "W1": settings.eta_w1 * d1.T @ x,
                "b1": settings.eta_w1 * d1.sum(0),
                "W2": settings.eta_w2 * d2.T @ r1,
                "b2": settings.eta_w2 * d2.sum(0),
            }
        else:
            changes = {
                "Vf": settings.eta_vf * (s2 - g).T @ r1,
                "bVf": settings.eta_vf * (s2 - g).sum(0),
                "Vb": settings.eta_vb * e1.T @ q,
            }
        for name, change in changes.items():
            w[name] = w[name] + h / count * change
        s1, s2, g = s1 + h * ds1, s2 + h * ds2, g + h * dg
    return w


def backprop(weights, rates, targets, settings):
    """One step of gradient descent on the batch mean of half the squared error."""
    w = double(weights)
    x, y = np.asarray(rates, np.float64), np.asarray(targets, np.float64)
    r1 = sigmoid(x @ w["W1"].T + w["b1"])
    r2 = sigmoid(r1 @ w["W2"].T + w["b2"])
    d2 = (r2 - y) * r2 * (1 - r2)
    d1 = d2 @ w["W2"] * r1 * (1 - r1)
    scale = settings.eta / len(x)
    return {
        "W1": w["W1"] - scale * d1.T @ x,
        "b1": w["b1"] - scale * d1.sum(0),
        "W2": w["W2"] - scale * d2.T @ r1,
        "b2": w["b2"] - scale * d2.sum(0),
    }
