"""One trial of backprop, feedback alignment and its relatives in a layered tanh network with a softmax output, in PyTorch.

`literal_trial` reads as the equations do; `matrix_trial` is the same arithmetic in buffers that are allocated once.
Signals are gradients here (found minus wanted), so weights move against them. Arrays are named as in models.py.
"""

import torch


def slope(rates):
    """The slope of tanh, from its value."""
    return 1 - rates * rates


def backprop(w, h, error, _y, s):
    d = {s.layers + 1: error}
    for l in range(s.layers, 0, -1):
        d[l] = d[l + 1] @ w[f"W{l + 1}"] * slope(h[l])
    return d


def feedback_alignment(w, h, error, _y, s):
    d = {s.layers + 1: error}
    for l in range(s.layers, 0, -1):
        d[l] = d[l + 1] @ w[f"B{l}"].T * slope(h[l])
    return d


def direct_feedback_alignment(w, h, error, _y, s):
    return {l: error @ w[f"B{l}"].T * slope(h[l]) for l in range(1, s.layers + 1)}


def local_error(w, h, y, l):
    """The error of layer l's own read-out, whose weights are the transpose of its feedback."""
    return torch.softmax(h[l] @ w[f"B{l}"], 1) - y


def local_errors(w, h, _error, y, s):
    return {l: local_error(w, h, y, l) @ w[f"B{l}"].T * slope(h[l]) for l in range(1, s.layers + 1)}


def general(w, h, error, y, s):
    hidden = range(1, s.layers + 1)
    direct = {l: (local_error(w, h, y, l) if s.errors == "auxiliary" else error) @ w[f"B{l}"].T for l in hidden}
    d = {}
    if s.strategy == 1:  # downwards
        d[s.layers] = direct[s.layers] * slope(h[s.layers])
        for l in reversed(hidden[:-1]):
            d[l] = (direct[l] + d[l + 1] @ w[f"BT{l}"].T) / 2 * slope(h[l])
    elif s.strategy == 2:  # upwards
        d[1] = direct[1] * slope(h[1])
        for l in hidden[1:]:
            d[l] = (direct[l] + d[l - 1] @ w[f"BB{l}"].T) / 2 * slope(h[l])
    else:  # both neighbours, by what each would do alone
        alone = {l: direct[l] * slope(h[l]) for l in hidden}
        for l in hidden:
            terms = [direct[l]]
            if l < s.layers:
                terms.append(alone[l + 1] @ w[f"BT{l}"].T)
            if l > 1:
                terms.append(alone[l - 1] @ w[f"BB{l}"].T)
            d[l] = sum(terms) / len(terms) * slope(h[l])
    return d


RULES = {"bp": backprop, "fa": feedback_alignment, "dfa": direct_feedback_alignment, "lafs": local_errors, "general": general}


def step_of(settings, batch):
    """What the sum over the batch is multiplied by."""
    return settings.rate if settings.reduction == "sum" else settings.rate / batch


def literal_trial(w, settings, batch):
    """The equations, one line each, with results allocated as they come and weights changed in place."""
    top = settings.layers + 1
    signals = RULES[settings.rule]
    step = step_of(settings, batch)

    def trial(x, y):
        h = [x]
        for l in range(1, top):
            h.append(torch.tanh(h[-1] @ w[f"W{l}"].T + w[f"b{l}"]))
        error = torch.softmax(h[-1] @ w[f"W{top}"].T + w[f"b{top}"], 1) - y
        d = signals(w, h, error, y, settings)
        d[top] = error
        for l in range(1, top + 1):
            w[f"W{l}"].sub_(step * (d[l].T @ h[l - 1]))
            w[f"b{l}"].sub_(step * d[l].sum(0))

    return trial


class Buffers:
    """The arrays of one trial, by layer: rates h, what arrives u, signals d; and views of the weights as products take them."""

    def __init__(self, w, settings, batch):
        self.hidden = range(1, settings.layers + 1)
        self.layers, self.top = settings.layers, settings.layers + 1
        units = {l: len(w[f"b{l}"]) for l in range(1, self.top + 1)}
        self.h, self.u, self.d, self.alone = ({l: torch.empty(batch, n) for l, n in units.items()} for _ in range(4))
        self.dT = {l: d.t() for l, d in self.d.items()}
        self.e = {l: torch.empty(batch, settings.outputs) for l in self.hidden}
        self.W = {l: w[f"W{l}"] for l in units}
        self.WT = {l: matrix.t() for l, matrix in self.W.items()}
        self.b = {l: w[f"b{l}"] for l in units}
        self.B, self.BT, self.BB = (
            {l: w[f"{name}{l}"] for l in self.hidden if f"{name}{l}" in w} for name in ("B", "BT", "BB"))

    def sloped(self, l, result):
        """result = u (1 - h h) in one pass."""
        torch.ops.aten.tanh_backward.grad_input(self.u[l], self.h[l], grad_input=result[l])

    def local_error(self, l, y):
        torch.mm(self.h[l], self.B[l], out=self.u[self.top])
        torch.softmax(self.u[self.top], 1, out=self.e[l]).sub_(y)
        return self.e[l]

    def direct(self, l, y, auxiliary):
        torch.mm(self.local_error(l, y) if auxiliary else self.d[self.top], self.B[l].t(), out=self.u[l])


def matrix_backward(n, settings):
    """A function of Y that fills the hidden signals from the rates and the output's error."""
    rule, strategy = settings.rule, settings.strategy
    auxiliary = rule == "lafs" or settings.errors == "auxiliary"

    def chain(matrices):
        def backward(_y):
            for l in reversed(n.hidden):
                torch.mm(n.d[l + 1], matrices[l], out=n.u[l])
                n.sloped(l, n.d)
        return backward

    def separate(y):
        for l in n.hidden:
            n.direct(l, y, auxiliary)
            n.sloped(l, n.d)

    def downwards(y):
        for l in reversed(n.hidden):
            n.direct(l, y, auxiliary)
            if l < n.layers:
                n.u[l].addmm_(n.d[l + 1], n.BT[l].t(), beta=0.5, alpha=0.5)
            n.sloped(l, n.d)

    def upwards(y):
        for l in n.hidden:
            n.direct(l, y, auxiliary)
            if l > 1:
                n.u[l].addmm_(n.d[l - 1], n.BB[l].t(), beta=0.5, alpha=0.5)
            n.sloped(l, n.d)

    def both(y):
        for l in n.hidden:
            n.direct(l, y, auxiliary)
            n.sloped(l, n.alone)
        for l in n.hidden:
            share = 1 / (1 + (l < n.layers) + (l > 1))
            if l < n.layers:
                n.u[l].addmm_(n.alone[l + 1], n.BT[l].t(), beta=share, alpha=share)
            if l > 1:
                n.u[l].addmm_(n.alone[l - 1], n.BB[l].t(), beta=share if l == n.layers else 1, alpha=share)
            n.sloped(l, n.d)

    if rule == "bp":
        return chain({l: n.W[l + 1] for l in n.hidden})
    if rule == "fa":
        return chain({l: n.B[l].t() for l in n.hidden})
    if rule == "general":
        return {1: downwards, 2: upwards, 3: both}[strategy]
    return separate


def matrix_trial(w, settings, batch):
    """The same arithmetic with every array allocated once here, changes in place and products fused with sums."""
    n = Buffers(w, settings, batch)
    backward = matrix_backward(n, settings)
    ones = torch.ones(batch)
    step = step_of(settings, batch)

    def trial(x, y):
        below = x
        for l in n.hidden:
            below = torch.addmm(n.b[l], below, n.WT[l], out=n.h[l]).tanh_()
        torch.addmm(n.b[n.top], below, n.WT[n.top], out=n.u[n.top])
        torch.softmax(n.u[n.top], 1, out=n.d[n.top]).sub_(y)
        backward(y)
        below = x
        for l in range(1, n.top + 1):
            n.W[l].addmm_(n.dT[l], below, alpha=-step)
            n.b[l].addmv_(n.dT[l], ones, alpha=-step)
            below = n.h[l]

    return trial


def input_major_trial(w, settings, batch):
    """The matrix form with the forward weights laid out pre x post in memory, which some kernels of OpenBLAS prefer."""
    for l in range(1, settings.layers + 2):
        w[f"W{l}"] = w[f"W{l}"].t().contiguous().t()
    return matrix_trial(w, settings, batch)


FORMS = {"literal": literal_trial, "matrix": matrix_trial, "input-major": input_major_trial}
