"""One trial of target propagation through exact inverses, in PyTorch: TP, ITP and GAIT-prop in a square leaky-ReLU network.

Every layer is as wide as the input; the first `--outputs` units of the top are the classes, and the targets of the others are
their own values. `literal_trial` forms the targets themselves, in double precision, because y - t shrinks by gamma from
layer to layer; `increments_trial` carries d = (t - y) / gamma^(distance from the top) instead, which single precision
holds, and solves for it in place of inverting. Arrays are named as in models.py.
"""

import torch

LEAK = 0.1


def forward(potential):
    return torch.where(potential >= 0, potential, LEAK * potential)


def backward(rate):
    return torch.where(rate >= 0, rate, rate / LEAK)


def slope(rate):
    """The slope of the leaky ReLU from its value; at the kink it is 1."""
    return torch.where(rate >= 0, 1.0, LEAK).to(rate.dtype)


class Optimiser:
    """Adam without bias correction, or plain descent, of one array; its state starts at 0."""

    def __init__(self, array, settings):
        self.array, self.settings = array, settings
        self.m, self.v = torch.zeros_like(array), torch.zeros_like(array)

    def step(self, gradient):
        s = self.settings
        if s.optimiser == "sgd":
            self.array.sub_(s.rate * gradient)
            return
        self.m.mul_(s.momentum).add_(gradient, alpha=1 - s.momentum)
        self.v.mul_(s.square_decay).addcmul_(gradient, gradient, value=1 - s.square_decay)
        self.array.sub_(s.rate * self.m / (self.v.sqrt() + s.epsilon))


def orthogonality(W, strength):
    """The gradient of strength times the sum of the squares of what W W^T has off its diagonal."""
    M = W @ W.T
    M.fill_diagonal_(0)
    return 4 * strength * (M @ W)


def literal_trial(w, settings, batch):
    """The targets themselves, through inverses that are taken anew after each update, in double precision."""
    L = settings.layers + 1
    for name, array in w.items():
        w[name] = array.double()
    W = {l: w[f"W{l}"] for l in range(1, L + 1)}
    b = {l: w[f"b{l}"] for l in range(1, L + 1)}
    optimisers = {name: Optimiser(array, settings) for name, array in w.items()}
    inverse = {l: torch.linalg.inv(W[l]) for l in range(2, L + 1)}
    gamma, incremental = settings.gamma, settings.rule != "tp"

    def trial(x, label):
        y = [x.double()]
        for l in range(1, L + 1):
            y.append(forward(y[-1] @ W[l].T + b[l]))
        t = {L: y[L].clone()}
        t[L][:, :settings.outputs] = label.double()
        for l in range(L, 1, -1):
            if settings.rule == "gait":
                share = gamma * slope(y[l]) ** 2
                aim = (1 - share) * y[l] + share * t[l]
            elif settings.rule == "itp":
                aim = (1 - gamma) * y[l] + gamma * t[l]
            else:
                aim = t[l]
            t[l - 1] = (backward(aim) - b[l]) @ inverse[l].T
        gradients = {}
        for l in range(1, L + 1):
            signal = (y[l] - t[l]) * slope(y[l])
            if incremental:
                signal = signal / gamma ** (L - l)
            gradients[f"W{l}"] = signal.T @ y[l - 1] / batch
            gradients[f"b{l}"] = signal.mean(0)
            if settings.orthogonality:
                gradients[f"W{l}"] += orthogonality(W[l], settings.orthogonality)
        for name, gradient in gradients.items():
            optimisers[name].step(gradient)
        for l in range(2, L + 1):
            inverse[l] = torch.linalg.inv(W[l])

    return trial


def increments_trial(w, settings, batch):
    """The limit of small gamma: d runs down through inverse weights as backprop's signal does through transposed ones."""
    L = settings.layers + 1
    W = {l: w[f"W{l}"] for l in range(1, L + 1)}
    b = {l: w[f"b{l}"] for l in range(1, L + 1)}
    optimisers = {name: Optimiser(array, settings) for name, array in w.items()}

    def trial(x, label):
        y, a = [x], [None]
        for l in range(1, L + 1):
            a.append(torch.addmm(b[l], y[-1], W[l].T))
            y.append(torch.nn.functional.leaky_relu(a[l], LEAK))
        slopes = [None] + [slope(rates) for rates in y[1:]]
        d = {L: torch.zeros_like(y[L])}
        d[L][:, :settings.outputs] = label - y[L][:, :settings.outputs]
        for l in range(L, 1, -1):
            if settings.rule == "gait":
                arriving = d[l] * slopes[l]
            elif settings.rule == "itp":
                arriving = d[l] / slopes[l]
            else:
                arriving = backward(y[l] + d[l]) - a[l]
            d[l - 1] = torch.linalg.solve(W[l].T, arriving, left=False)
        for l in range(1, L + 1):
            signal = d[l] * slopes[l]
            gradient = torch.mm(signal.T, y[l - 1]).mul_(-1 / batch)
            if settings.orthogonality:
                gradient += orthogonality(W[l], settings.orthogonality)
            optimisers[f"W{l}"].step(gradient)
            optimisers[f"b{l}"].step(-signal.mean(0))

    return trial


FORMS = {"literal": literal_trial, "increments": increments_trial}
