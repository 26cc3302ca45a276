"""Model MA of the Ghost Units paper (Mesnard, Vignoud, Senn and Bengio 2018, Algorithm 1), written literally in PyTorch.

One hidden layer, sigmoid rates, squared error, feedback = transpose of the feedforward weights. Literal: each step recomputes
every current, that of the clamped input too, and updates its weights at once. All right-hand sides are taken from
the old states and the old weights of the step. See README.md for the conventions.
"""

import numpy as np
import torch

import common
import reference
from data import glorot
from program import Program

FIELDS = ("W1", "b1", "W2", "b2", "Vf", "bVf", "Vb")


def options():
    parser = common.network_options(__doc__.splitlines()[0])
    parser.add_argument("--prediction", type=common.positive, default=20, metavar="STEPS")
    parser.add_argument("--nudging", type=common.positive, default=8, metavar="STEPS")
    parser.add_argument("--dt", type=float, default=0.5, help="time step, in the unit of --tau")
    parser.add_argument("--tau", type=float, default=1.0, help="time constant")
    parser.add_argument("--beta", type=float, default=1.0, help="nudging strength")
    parser.add_argument("--eta-w1", type=float, default=1.0, metavar="RATE")
    parser.add_argument("--eta-w2", type=float, default=0.4, metavar="RATE")
    parser.add_argument("--eta-vf", type=float, default=0.004, metavar="RATE", help="keep eta h below 2 / (hidden + 1)")
    parser.add_argument("--eta-vb", type=float, default=0.3, metavar="RATE", help="keep eta h below 2 / outputs")
    parser.add_argument("--form", choices=(*FORMS, "fastest"), default="fastest",
                        help="vector: matrix-vector products, at batch 1 only; fastest: measures all that apply")
    return common.parse(parser)


def literal_trial(w, settings, batch):
    """A function of (X, Y) that runs one trial: Algorithm 1 as its equations are printed, one line each."""
    W1, b1, W2, b2, Vf, bVf, Vb = (w[name] for name in FIELDS)
    h = settings.dt / settings.tau
    eta_w1, eta_w2, eta_vf, eta_vb = (
        rate * h / batch for rate in (settings.eta_w1, settings.eta_w2, settings.eta_vf, settings.eta_vb))

    def trial(x, y):
        s1 = torch.zeros(batch, W1.shape[0])
        s2 = torch.zeros(batch, W2.shape[0])
        g = torch.zeros(batch, W2.shape[0])
        for step in range(settings.prediction + settings.nudging):
            nudging = step >= settings.prediction
            r1, r2, q = torch.sigmoid(s1), torch.sigmoid(s2), torch.sigmoid(g)
            e1 = r2 @ W2 - q @ Vb.T
            e2 = settings.beta * (y - r2) if nudging else 0.0
            ds1 = -s1 + x @ W1.T + b1 + e1
            ds2 = -s2 + r1 @ W2.T + b2 + e2
            dg = -g + r1 @ Vf.T + bVf
            if nudging:
                d1 = e1 * r1 * (1 - r1)
                d2 = e2 * r2 * (1 - r2)
                W1.add_(eta_w1 * (d1.T @ x))
                b1.add_(eta_w1 * d1.sum(0))
                W2.add_(eta_w2 * (d2.T @ r1))
                b2.add_(eta_w2 * d2.sum(0))
            else:
                Vf.add_(eta_vf * ((s2 - g).T @ r1))
                bVf.add_(eta_vf * (s2 - g).sum(0))
                Vb.add_(eta_vb * (e1.T @ q))
            s1 = s1 + h * ds1
            s2 = s2 + h * ds2
            g = g + h * dg

    return trial


def matrix_trial(w, settings, batch):
    """The same arithmetic with every output allocated once here, changes in place and products fused with sums."""
    hidden, outputs = w["W1"].shape[0], w["W2"].shape[0]
    W1, b1, W2, b2, Vf, bVf, Vb = (w[name] for name in FIELDS)
    W1T, W2T, VfT, VbT = W1.t(), W2.t(), Vf.t(), Vb.t()
    s1, r1, e1, u1, d1 = (torch.empty(batch, hidden) for _ in range(5))
    s2, r2, e2, u2, d2, g, q, p, mismatch = (torch.empty(batch, outputs) for _ in range(9))
    d1T, d2T, e1T, mismatchT = d1.t(), d2.t(), e1.t(), mismatch.t()
    ones = torch.ones(batch)
    h = settings.dt / settings.tau
    eta_w1, eta_w2, eta_vf, eta_vb = (
        rate * h / batch for rate in (settings.eta_w1, settings.eta_w2, settings.eta_vf, settings.eta_vb))

    def currents(x):
        torch.sigmoid(s1, out=r1)
        torch.sigmoid(s2, out=r2)
        torch.sigmoid(g, out=q)
        torch.mm(r2, W2, out=e1).addmm_(q, VbT, alpha=-1)
        torch.addmm(b1, x, W1T, out=u1)
        torch.addmm(b2, r1, W2T, out=u2)
        torch.addmm(bVf, r1, VfT, out=p)

    def move():
        u1.add_(e1)
        s1.lerp_(u1, h)  # s + h (u - s)
        s2.lerp_(u2, h)
        g.lerp_(p, h)

    def trial(x, y):
        s1.zero_()
        s2.zero_()
        g.zero_()
        for _ in range(settings.prediction):
            currents(x)
            torch.sub(s2, g, out=mismatch)
            Vf.addmm_(mismatchT, r1, alpha=eta_vf)
            bVf.addmv_(mismatchT, ones, alpha=eta_vf)
            Vb.addmm_(e1T, q, alpha=eta_vb)
            move()
        for _ in range(settings.nudging):
            currents(x)
            torch.sub(y, r2, out=e2).mul_(settings.beta)
            torch.ops.aten.sigmoid_backward.grad_input(e1, r1, grad_input=d1)  # e r (1 - r) in one pass
            torch.ops.aten.sigmoid_backward.grad_input(e2, r2, grad_input=d2)
            W1.addmm_(d1T, x, alpha=eta_w1)
            b1.addmv_(d1T, ones, alpha=eta_w1)
            W2.addmm_(d2T, r1, alpha=eta_w2)
            b2.addmv_(d2T, ones, alpha=eta_w2)
            u2.add_(e2)
            move()

    return trial


def input_major_trial(w, settings, batch):
    """The matrix form with W1 laid out pre x post in memory, which some kernels of OpenBLAS prefer."""
    w["W1"] = w["W1"].t().contiguous().t()
    return matrix_trial(w, settings, batch)


def vector_trial(w, settings, batch):
    """The same for one sample, with matrix-vector and outer products."""
    if batch != 1:
        common.fail(f"--form vector needs a batch of 1, found {batch}")
    hidden, outputs = w["W1"].shape[0], w["W2"].shape[0]
    W1, b1, W2, b2, Vf, bVf, Vb = (w[name] for name in FIELDS)
    W2T = W2.t()
    s1, r1, e1, u1, d1 = (torch.empty(hidden) for _ in range(5))
    s2, r2, e2, u2, d2, g, q, p, mismatch = (torch.empty(outputs) for _ in range(9))
    h = settings.dt / settings.tau
    eta_w1, eta_w2, eta_vf, eta_vb = (
        rate * h for rate in (settings.eta_w1, settings.eta_w2, settings.eta_vf, settings.eta_vb))

    def currents(x):
        torch.sigmoid(s1, out=r1)
        torch.sigmoid(s2, out=r2)
        torch.sigmoid(g, out=q)
        torch.mv(W2T, r2, out=e1).addmv_(Vb, q, alpha=-1)
        torch.addmv(b1, W1, x, out=u1)
        torch.addmv(b2, W2, r1, out=u2)
        torch.addmv(bVf, Vf, r1, out=p)

    def move():
        u1.add_(e1)
        s1.lerp_(u1, h)
        s2.lerp_(u2, h)
        g.lerp_(p, h)

    def outer(matrix, post, pre, rate):
        # a product with one inner row goes through BLAS and was faster than addr_, which does not
        matrix.addmm_(post.unsqueeze(1), pre.unsqueeze(0), alpha=rate)

    def trial(x, y):
        x, y = x[0], y[0]
        s1.zero_()
        s2.zero_()
        g.zero_()
        for _ in range(settings.prediction):
            currents(x)
            torch.sub(s2, g, out=mismatch)
            outer(Vf, mismatch, r1, eta_vf)
            bVf.add_(mismatch, alpha=eta_vf)
            outer(Vb, e1, q, eta_vb)
            move()
        for _ in range(settings.nudging):
            currents(x)
            torch.sub(y, r2, out=e2).mul_(settings.beta)
            torch.ops.aten.sigmoid_backward.grad_input(e1, r1, grad_input=d1)
            torch.ops.aten.sigmoid_backward.grad_input(e2, r2, grad_input=d2)
            outer(W1, d1, x, eta_w1)
            b1.add_(d1, alpha=eta_w1)
            outer(W2, d2, r1, eta_w2)
            b2.add_(d2, alpha=eta_w2)
            u2.add_(e2)
            move()

    return trial


def shapes(settings):
    inputs, hidden, outputs = settings.inputs, settings.hidden, settings.outputs
    return {
        "W1": (hidden, inputs), "b1": (hidden,), "W2": (outputs, hidden), "b2": (outputs,),
        "Vf": (outputs, hidden), "bVf": (outputs,), "Vb": (hidden, outputs),
    }


def initial(settings):
    """Glorot-uniform matrices, biases 0."""
    generator = np.random.default_rng(settings.seed)
    return {name: glorot(generator, *shape) if len(shape) == 2 else np.zeros(shape, np.float32)
            for name, shape in shapes(settings).items()}


FORMS = {"literal": literal_trial, "matrix": matrix_trial, "input-major": input_major_trial, "vector": vector_trial}

if __name__ == "__main__":
    Program("ghost-ma", shapes, initial, FORMS, reference.ghost_ma).run(options())
