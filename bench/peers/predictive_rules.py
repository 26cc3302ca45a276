"""One trial of predictive coding and of least action, in PyTorch.

The literal forms read as the equations do. The fastest ones take the current of the clamped input once a trial, and work in buffers
that are allocated once. Arrays are named as in settling.py.
"""

import torch

from energy_rules import input_major


def rate_of(settings, l, batch):
    """What a sum over the batch is multiplied by."""
    return settings.rates[min(l, len(settings.rates)) - 1] / batch


def literal_errors(w, x, s, top):
    """Rates, predictions and errors by layer, from the states."""
    r = [x, *(torch.sigmoid(s[l]) for l in range(1, top))]
    mu = [None, *(r[l - 1] @ w[f"W{l}"].T + w[f"b{l}"] for l in range(1, top + 1))]
    return r, mu, [None, *(s[l] - mu[l] for l in range(1, top + 1))]


def literal_predictive(w, settings, batch):
    """The equations, one line each, with results allocated as they come."""
    top, h = settings.layers + 1, settings.step_ratio

    def trial(x, y):
        s, below = [None], x
        for l in range(1, top + 1):
            s.append(below @ w[f"W{l}"].T + w[f"b{l}"])
            below = torch.sigmoid(s[l])
        for _ in range(settings.steps):
            r, _, e = literal_errors(w, x, s, top)
            for l in range(1, top):
                s[l] = s[l] + h * (-e[l] + r[l] * (1 - r[l]) * (e[l + 1] @ w[f"W{l + 1}"]))
            s[top] = y
        r, _, e = literal_errors(w, x, s, top)
        for l in range(1, top + 1):
            rate = rate_of(settings, l, batch)
            w[f"W{l}"].add_(rate * (e[l].T @ r[l - 1]))
            w[f"b{l}"].add_(rate * e[l].sum(0))

    return trial


def literal_least_action(w, settings, batch):
    """The equations, one line each; states and the F of the last step live on from trial to trial."""
    top, h = settings.layers + 1, settings.step_ratio
    u = [None, *(torch.zeros(batch, len(w[f"b{l}"])) for l in range(1, top + 1))]
    before = None

    def trial(x, y):
        nonlocal before
        for _ in range(settings.steps):
            r, mu, delta = literal_errors(w, x, u, top)
            F = [None, *(mu[l] + r[l] * (1 - r[l]) * (delta[l + 1] @ w[f"W{l + 1}"]) for l in range(1, top))]
            F.append(mu[top] + settings.beta * (y - u[top]))
            for l in range(1, top + 1):
                ahead = F[l] - before[l] if before else 0.0
                u[l] = u[l] + h * (F[l] - u[l]) + ahead
                rate = rate_of(settings, l, batch) * h
                w[f"W{l}"].add_(rate * (delta[l].T @ r[l - 1]))
                w[f"b{l}"].add_(rate * delta[l].sum(0))
            before = F

    return trial


class Buffers:
    """The arrays of one trial, by layer, and views of the weights as products take them."""

    def __init__(self, w, settings, batch):
        self.top = settings.layers + 1
        self.hidden, self.upper = range(1, self.top), range(2, self.top + 1)
        units = {l: len(w[f"b{l}"]) for l in range(1, self.top + 1)}
        self.s, self.r, self.mu, self.e, self.F, self.before = ({l: torch.empty(batch, n) for l, n in units.items()} for _ in range(6))
        self.eT = {l: e.t() for l, e in self.e.items()}
        self.W, self.b = {l: w[f"W{l}"] for l in units}, {l: w[f"b{l}"] for l in units}
        self.WT = {l: matrix.t() for l, matrix in self.W.items()}
        self.ones = torch.ones(batch)

    def pull(self, l, target):
        """target = mu + rho'(s) (W^T e of the layer above)."""
        torch.mm(self.e[l + 1], self.W[l + 1], out=target)
        torch.ops.aten.sigmoid_backward.grad_input(target, self.r[l], grad_input=target).add_(self.mu[l])

    def learn(self, l, rate, below):
        self.W[l].addmm_(self.eT[l], below, alpha=rate)
        self.b[l].addmv_(self.eT[l], self.ones, alpha=rate)


def matrix_predictive(w, settings, batch):
    """Buffers allocated once and products fused with sums.

    After the sweep no error is left: the first iteration does nothing but clamp the output, which is done at once.
    The prediction of layer 1 stays what it was in the sweep, and with it the part of the output's error that is Y - b.
    """
    n = Buffers(w, settings, batch)
    h, top = settings.step_ratio, n.top
    aim = n.s[top]  # Y - b, which its error is what rates take away from

    def look():
        """All errors but the lowest, from the states."""
        for l in n.hidden:
            torch.sigmoid(n.s[l], out=n.r[l])
        for l in range(2, top):
            torch.addmm(n.b[l], n.r[l - 1], n.WT[l], out=n.mu[l])
            torch.sub(n.s[l], n.mu[l], out=n.e[l])
        torch.addmm(aim, n.r[top - 1], n.WT[top], alpha=-1, out=n.e[top])

    def trial(x, y):
        torch.addmm(n.b[1], x, n.WT[1], out=n.mu[1])
        n.s[1].copy_(n.mu[1])
        for l in range(2, top):
            torch.addmm(n.b[l], torch.sigmoid(n.s[l - 1], out=n.r[l - 1]), n.WT[l], out=n.s[l])
        torch.sub(y, n.b[top], out=aim)
        for _ in range(settings.steps - 1):
            look()
            for l in n.hidden:
                n.pull(l, n.F[l])
                n.s[l].lerp_(n.F[l], h)
        look()
        torch.sub(n.s[1], n.mu[1], out=n.e[1])
        below = x
        for l in range(1, top + 1):
            n.learn(l, rate_of(settings, l, batch), below)
            below = n.r[l]

    return trial


def least_action(w, settings, batch, deferred):
    """A trial in buffers allocated once, with the change of the clamped input's weights put off or not.

    Put off, the errors are summed up: the current follows them by the inner products of the samples (plus 1 for the bias), and
    the weights change by one product when the trial is over.
    """
    n = Buffers(w, settings, batch)
    h, top = settings.step_ratio, n.top
    layers = range(1, top + 1)
    gram, total = torch.empty(batch, batch), torch.empty_like(n.s[1])
    has_past = False
    for l in layers:
        n.s[l].zero_()

    def move(l):
        """s + h (F - s) + F - F of the step before."""
        n.s[l].lerp_(n.F[l], h)
        if has_past:
            n.s[l].add_(n.F[l]).sub_(n.before[l])
        n.F[l], n.before[l] = n.before[l], n.F[l]

    def trial(x, y):
        nonlocal has_past
        rate = rate_of(settings, 1, batch) * h
        if deferred:
            torch.mm(x, x.t(), out=gram).add_(1)
            torch.addmm(n.b[1], x, n.WT[1], out=n.mu[1])
            total.zero_()
        for _ in range(settings.steps):
            if not deferred:
                torch.addmm(n.b[1], x, n.WT[1], out=n.mu[1])
            torch.sub(n.s[1], n.mu[1], out=n.e[1])
            for l in n.hidden:
                torch.sigmoid(n.s[l], out=n.r[l])
            for l in n.upper:
                torch.addmm(n.b[l], n.r[l - 1], n.WT[l], out=n.mu[l])
                torch.sub(n.s[l], n.mu[l], out=n.e[l])
            for l in n.hidden:
                n.pull(l, n.F[l])
            torch.sub(y, n.s[top], out=n.F[top]).mul_(settings.beta).add_(n.mu[top])
            if deferred:
                total.add_(n.e[1])
                n.mu[1].addmm_(gram, n.e[1], alpha=rate)
            else:
                n.learn(1, rate, x)
            for l in n.upper:
                n.learn(l, rate_of(settings, l, batch) * h, n.r[l - 1])
            for l in layers:
                move(l)
            has_past = True
        if deferred:
            n.W[1].addmm_(total.t(), x, alpha=rate)
            n.b[1].addmv_(total.t(), n.ones, alpha=rate)

    return trial


def matrix_least_action(w, settings, batch):
    return least_action(w, settings, batch, deferred=True)


def direct_least_action(w, settings, batch):
    return least_action(w, settings, batch, deferred=False)


PREDICTIVE = {"literal": literal_predictive, "matrix": matrix_predictive, "input-major": input_major(matrix_predictive)}
LEAST_ACTION = {"literal": literal_least_action, "matrix": matrix_least_action, "input-major": input_major(matrix_least_action), "direct": direct_least_action}
