"""One trial of dendritic microcircuits in continuous time, in PyTorch.

The literal form reads as the equations do; the others take the current of the clamped input once a trial and let it follow what is learned, in buffers that are
allocated once. Arrays are named as in settling.py.
"""

import torch

from energy_rules import input_major


class Conductances:
    """What a step does with potentials: its length over each time constant, and the parts that dendrites have in a soma."""

    def __init__(self, settings):
        leak, basal, dendritic, apical, somatic = settings.conductances
        self.top, self.dt, self.somatic, self.apical = settings.layers + 1, settings.dt, somatic, apical
        self.total = {l: leak + basal + (apical if l < self.top else 0) for l in range(1, self.top + 1)}
        self.basal = {l: basal / total for l, total in self.total.items()}
        self.inter, self.dendritic = leak + dendritic, dendritic / (leak + dendritic)


def rate_of(settings, l, batch):
    """What a sum over the batch is multiplied by in a step, for forward weights."""
    return settings.rates[min(l, len(settings.rates)) - 1] * settings.dt / batch


def literal_trial(w, settings, batch):
    """The equations, one line each, with results allocated as they come; potentials live on from trial to trial."""
    g = Conductances(settings)
    top, phi = g.top, torch.sigmoid
    leak, basal, dendritic, apical, somatic = settings.conductances
    u = [None, *(torch.zeros(batch, len(w[f"W{l}"])) for l in range(1, top + 1))]
    v = [None, *(torch.zeros(batch, len(w[f"W{l + 1}"])) for l in range(1, top))]  # of interneurons
    eta_m, eta_v = (rate * settings.dt / batch for rate in (settings.inter_rate, settings.cancel_rate))

    def step(x, y):
        r = [x, *(phi(potential) for potential in u[1:])]
        q = [None, *(phi(potential) for potential in v[1:])]
        b = [None, *(r[l - 1] @ w[f"W{l}"].T for l in range(1, top + 1))]
        a = [None, *(r[l + 1] @ w[f"U{l}"].T - q[l] @ w[f"V{l}"].T for l in range(1, top))]
        i = [None, *(r[l] @ w[f"M{l}"].T for l in range(1, top))]
        du = [None, *(-(leak + basal + apical) * u[l] + basal * b[l] + apical * a[l] for l in range(1, top))]
        du.append(-(leak + basal) * u[top] + basal * b[top])
        if y is not None:
            du[top] = du[top] + somatic * (y - u[top])
        dv = [None, *(-(leak + dendritic) * v[l] + dendritic * i[l] + somatic * (u[l + 1] - v[l]) for l in range(1, top))]
        for l in range(1, top + 1):
            missed = r[l] - phi(g.basal[l] * b[l])
            w[f"W{l}"].add_(rate_of(settings, l, batch) * (missed.T @ r[l - 1]))
        for l in range(1, top):
            w[f"M{l}"].add_(eta_m * ((q[l] - phi(g.dendritic * i[l])).T @ r[l]))
            w[f"V{l}"].add_(eta_v * (a[l].T @ q[l]))
        for l in range(1, top + 1):
            u[l] = u[l] + settings.dt * du[l]
        for l in range(1, top):
            v[l] = v[l] + settings.dt * dv[l]

    def trial(x, y):
        for _ in range(settings.steps - settings.taught):
            step(x, None)
        for _ in range(settings.taught):
            step(x, y)

    return trial


def buffered(w, settings, batch, deferred):
    """A trial in buffers allocated once, with the change of the clamped input's weights put off or not.

    Put off, what the dendrites missed is summed up: the current follows by the inner products of the samples, and the weights change
    by one product when the trial is over.
    """
    g = Conductances(settings)
    top, dt = g.top, settings.dt
    layers, hidden, upper = range(1, top + 1), range(1, top), range(2, top + 1)
    u, r, b, p, missed = ({l: torch.empty(batch, len(w[f"W{l}"])) for l in layers} for _ in range(5))
    a = {l: torch.empty_like(u[l]) for l in hidden}
    v, q, i, j, wrong = ({l: torch.empty_like(u[l + 1]) for l in hidden} for _ in range(5))
    WT = {l: w[f"W{l}"].t() for l in layers}
    UT, VT, MT = ({l: w[f"{name}{l}"].t() for l in hidden} for name in ("U", "V", "M"))
    missedT, aT, wrongT = ({l: array.t() for l, array in arrays.items()} for arrays in (missed, a, wrong))
    rate = {l: rate_of(settings, l, batch) for l in layers}
    eta_m, eta_v = (eta * dt / batch for eta in (settings.inter_rate, settings.cancel_rate))
    gram, total = torch.empty(batch, batch), torch.empty_like(u[1])
    for potential in (*u.values(), *v.values()):
        potential.zero_()

    def step(x, y):
        if not deferred:
            torch.mm(x, WT[1], out=b[1]).mul_(g.basal[1])
        for l in layers:
            torch.sigmoid(u[l], out=r[l])
        for l in upper:
            torch.mm(r[l - 1], WT[l], out=b[l]).mul_(g.basal[l])
        for l in hidden:
            torch.sigmoid(v[l], out=q[l])
            torch.mm(r[l + 1], UT[l], out=a[l]).addmm_(q[l], VT[l], alpha=-1)
            torch.mm(r[l], MT[l], out=i[l]).mul_(g.dendritic)
            torch.sub(u[l + 1], v[l], out=j[l]).mul_(g.somatic / g.inter).add_(i[l])
        if y is not None:
            torch.sub(y, u[top], out=p[top]).mul_(g.somatic / g.total[top]).add_(b[top])
        for l in layers:
            torch.sigmoid(b[l], out=missed[l])
            torch.sub(r[l], missed[l], out=missed[l])
            if l == top:
                u[l].lerp_(b[l] if y is None else p[l], dt * g.total[l])
            else:
                torch.add(b[l], a[l], alpha=g.apical / g.total[l], out=p[l])
                u[l].lerp_(p[l], dt * g.total[l])
        for l in hidden:
            torch.sigmoid(i[l], out=wrong[l])
            torch.sub(q[l], wrong[l], out=wrong[l])
            v[l].lerp_(j[l], dt * g.inter)
            w[f"M{l}"].addmm_(wrongT[l], r[l], alpha=eta_m)
            w[f"V{l}"].addmm_(aT[l], q[l], alpha=eta_v)
        for l in upper:
            w[f"W{l}"].addmm_(missedT[l], r[l - 1], alpha=rate[l])
        if deferred:
            total.add_(missed[1])
            b[1].addmm_(gram, missed[1], alpha=rate[1] * g.basal[1])
        else:
            w["W1"].addmm_(missedT[1], x, alpha=rate[1])

    def trial(x, y):
        if deferred:
            torch.mm(x, x.t(), out=gram)
            torch.mm(x, WT[1], out=b[1]).mul_(g.basal[1])
            total.zero_()
        for _ in range(settings.steps - settings.taught):
            step(x, None)
        for _ in range(settings.taught):
            step(x, y)
        if deferred:
            w["W1"].addmm_(total.t(), x, alpha=rate[1])

    return trial


def matrix_trial(w, settings, batch):
    return buffered(w, settings, batch, deferred=True)


def direct_trial(w, settings, batch):
    return buffered(w, settings, batch, deferred=False)


MICROCIRCUIT = {"literal": literal_trial, "matrix": matrix_trial, "input-major": input_major(matrix_trial), "direct": direct_trial}
