"""One trial of equilibrium propagation, with tied weights and without, in PyTorch.

The literal forms read as the equations do. The fastest ones know that clipped states are their own hard-sigmoid rates, of slope 1;
take the current of the clamped input once a trial; and work in buffers that are allocated once. Arrays are named as in settling.py.
"""

import torch


def rate_of(settings, l, batch):
    """What a contrast, summed over the batch, is multiplied by."""
    return settings.rates[min(l, len(settings.rates)) - 1] / settings.beta / batch


def rho(states):
    return torch.clamp(states, 0, 1)


def slope(states):
    return ((states >= 0) & (states <= 1)).float()


def literal_iteration(w, x, y, s, settings, beta, back):
    """The states after one iteration; `s` has the layers' states from 1 on, `back(l)` leads from layer l + 1 down to l."""
    top = settings.layers + 1
    r = [x, *(rho(states) for states in s[1:])]
    after = [None]
    for l in range(1, top + 1):
        current = r[l - 1] @ w[f"W{l}"].T + w[f"b{l}"]
        if l < top:
            current = current + r[l + 1] @ back(l).T
        if settings.model == "eqprop":
            current = slope(s[l]) * current
        change = current - s[l]
        if l == top and beta:
            change = change + beta * (y - s[l])
        after.append(torch.clamp(s[l] + settings.step_ratio * change, 0, 1))
    return after


def literal_eqprop(w, settings, batch):
    """The equations, one line each, with results allocated as they come."""
    layers = range(1, settings.layers + 2)

    def settle(x, y, s, steps, beta):
        for _ in range(steps):
            s = literal_iteration(w, x, y, s, settings, beta, lambda l: w[f"W{l + 1}"].T)
        return s

    def trial(x, y):
        rest = [None, *(torch.zeros(batch, len(w[f"b{l}"])) for l in layers)]
        free = settle(x, y, rest, settings.free, 0)
        nudged = settle(x, y, free, settings.nudged, settings.beta)
        r0 = [x, *(rho(s) for s in free[1:])]
        r1 = [x, *(rho(s) for s in nudged[1:])]
        for l in layers:
            rate = rate_of(settings, l, batch)
            w[f"W{l}"].add_(rate * (r1[l].T @ r1[l - 1] - r0[l].T @ r0[l - 1]))
            w[f"b{l}"].add_(rate * (r1[l] - r0[l]).sum(0))

    return trial


def literal_vector_field(w, settings, batch):
    """The equations, one line each; the weights change when the trial is over."""
    top = settings.layers + 1
    layers = range(1, top + 1)

    def trial(x, y):
        s = [None, *(torch.zeros(batch, len(w[f"b{l}"])) for l in layers)]
        for _ in range(settings.free):
            s = literal_iteration(w, x, y, s, settings, 0, lambda l: w[f"U{l}"])
        gathered = {name: torch.zeros_like(array) for name, array in w.items()}
        for _ in range(settings.nudged):
            moved = literal_iteration(w, x, y, s, settings, settings.beta, lambda l: w[f"U{l}"])
            r = [x, *(rho(states) for states in s[1:])]
            for l in layers:
                change = moved[l] - s[l]
                gathered[f"W{l}"] += rate_of(settings, l, batch) * (change.T @ r[l - 1])
                gathered[f"b{l}"] += rate_of(settings, l, batch) * change.sum(0)
                if l < top:
                    gathered[f"U{l}"] += rate_of(settings, l + 1, batch) * (change.T @ r[l + 1])
            s = moved
        for name, change in gathered.items():
            w[name].add_(change)

    return trial


class Settling:
    """States in buffers, and iterations in place: s + h (I - s) is a product that adds to (1 - h) s, plus what a trial keeps.

    What a trial keeps is h times the current of the clamped input in layer 1. Layers above take their currents first,
    from old states all; then layer 1 moves while they still stand, then they.
    """

    def __init__(self, w, settings, batch, back):
        self.settings, self.top = settings, settings.layers + 1
        self.upper = range(2, self.top + 1)
        units = {l: len(w[f"b{l}"]) for l in range(1, self.top + 1)}
        self.s, self.u = ({l: torch.empty(batch, n) for l, n in units.items()} for _ in range(2))
        self.kept, self.aim = torch.empty(batch, units[1]), torch.empty(batch, units[self.top])
        self.WT, self.b = {l: w[f"W{l}"].t() for l in units}, {l: w[f"b{l}"] for l in units}
        self.back = {l: back(l) for l in range(1, self.top)}

    def begin(self, x, y):
        """States 0; the current of the input, and what a nudged output is drawn to."""
        h = self.settings.step_ratio
        for s in self.s.values():
            s.zero_()
        torch.addmm(self.b[1], x, self.WT[1], beta=h, alpha=h, out=self.kept)
        torch.add(self.b[self.top], y, alpha=self.settings.beta, out=self.aim)

    def iterate(self, nudged, before=None, after=None):
        """One iteration, from the states `before` to `after`; in place without them."""
        s, u, h, top = before or self.s, self.u, self.settings.step_ratio, self.top
        after = after or s
        for l in self.upper:
            torch.addmm(self.aim if nudged and l == top else self.b[l], s[l - 1], self.WT[l], out=u[l])
            if l < top:
                u[l].addmm_(s[l + 1], self.back[l])
        if after is s:
            s[1].addmm_(s[2], self.back[1], beta=1 - h, alpha=h).add_(self.kept).clamp_(0, 1)
        else:
            torch.addmm(s[1], s[2], self.back[1], beta=1 - h, alpha=h, out=after[1]).add_(self.kept).clamp_(0, 1)
        for l in self.upper:
            if nudged and l == top:
                stays = 1 - h * (1 + self.settings.beta)
                u[l].mul_(h).add_(s[l], alpha=stays)
                torch.clamp(u[l], 0, 1, out=after[l])
            else:
                torch.lerp(s[l], u[l], h, out=after[l]).clamp_(0, 1)


def matrix_eqprop(w, settings, batch):
    """Buffers allocated once, products fused with sums, the contrast of the clamped input as one product."""
    n = Settling(w, settings, batch, lambda l: w[f"W{l + 1}"])
    layers = range(1, n.top + 1)
    free = {l: torch.empty_like(s) for l, s in n.s.items()}
    change = torch.empty_like(n.s[1])
    ones = torch.ones(batch)

    def trial(x, y):
        n.begin(x, y)
        for _ in range(settings.free):
            n.iterate(False)
        for l in layers:
            free[l].copy_(n.s[l])
        for _ in range(settings.nudged):
            n.iterate(True)
        rate = rate_of(settings, 1, batch)
        torch.sub(n.s[1], free[1], out=change)
        w["W1"].addmm_(change.t(), x, alpha=rate)
        w["b1"].addmv_(change.t(), ones, alpha=rate)
        for l in n.upper:
            rate = rate_of(settings, l, batch)
            w[f"W{l}"].addmm_(n.s[l].t(), n.s[l - 1], alpha=rate).addmm_(free[l].t(), free[l - 1], alpha=-rate)
            w[f"b{l}"].addmv_(n.s[l].t(), ones, alpha=rate).addmv_(free[l].t(), ones, alpha=-rate)

    return trial


def matrix_vector_field(w, settings, batch):
    """The states along the nudged phase lie behind one another, so each matrix changes by one product."""
    n = Settling(w, settings, batch, lambda l: w[f"U{l}"].t())
    layers = range(1, n.top + 1)
    steps = settings.nudged
    path = {l: torch.empty(steps + 1, *s.shape) for l, s in n.s.items()}
    at = [{l: states[step] for l, states in path.items()} for step in range(steps + 1)]
    change = {l: torch.empty(steps, *s.shape) for l, s in n.s.items()}
    rows = {l: array.view(steps * batch, -1) for l, array in change.items()}
    read = {l: states[:steps].view(steps * batch, -1) for l, states in path.items()}
    whole = torch.empty_like(n.s[1])
    ones = torch.ones(batch)
    n.s = at[0]

    def trial(x, y):
        n.begin(x, y)
        for _ in range(settings.free):
            n.iterate(False)
        for step in range(steps):
            n.iterate(True, at[step], at[step + 1])
        for l in layers:
            torch.sub(path[l][1:], path[l][:-1], out=change[l])
        rate = rate_of(settings, 1, batch)
        torch.sub(at[steps][1], at[0][1], out=whole)
        w["W1"].addmm_(whole.t(), x, alpha=rate)
        w["b1"].addmv_(whole.t(), ones, alpha=rate)
        for l in n.upper:
            rate = rate_of(settings, l, batch)
            w[f"W{l}"].addmm_(rows[l].t(), read[l - 1], alpha=rate)
            w[f"b{l}"].addmv_(at[steps][l].t(), ones, alpha=rate).addmv_(at[0][l].t(), ones, alpha=-rate)
            w[f"U{l - 1}"].addmm_(rows[l - 1].t(), read[l], alpha=rate)

    return trial


def input_major(form):
    """A form with W1 laid out pre x post in memory, which some kernels of OpenBLAS prefer."""
    def trial(w, settings, batch):
        w["W1"] = w["W1"].t().contiguous().t()
        return form(w, settings, batch)
    return trial


EQPROP = {"literal": literal_eqprop, "matrix": matrix_eqprop, "input-major": input_major(matrix_eqprop)}
VECTOR_FIELD = {"literal": literal_vector_field, "matrix": matrix_vector_field, "input-major": input_major(matrix_vector_field)}
