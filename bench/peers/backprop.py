"""Plain backprop of the same network in PyTorch: sigmoid layers, half the squared error, stochastic gradient descent.

What a simulator of credit assignment is compared with to see what its dynamics cost. See README.md for the conventions.
"""

import numpy as np
import torch

import common
import reference
from data import glorot
from program import Program


def options():
    parser = common.network_options(__doc__.splitlines()[0])
    parser.add_argument("--eta", type=float, default=0.5, metavar="RATE", help="learning rate on the batch mean")
    parser.add_argument("--form", choices=(*FORMS, "fastest"), default="fastest",
                        help="products by hand, autograd, or (batch 1) matrix-vector products; fastest: measures all")
    return common.parse(parser)


def hand_trial(w, settings, batch):
    """The gradient written out with matrix products, everything allocated here."""
    W1, b1, W2, b2 = w["W1"], w["b1"], w["W2"], w["b2"]
    W1T, W2T = W1.t(), W2.t()
    r1, d1, delta1 = (torch.empty(batch, len(b1)) for _ in range(3))
    r2, d2, delta2 = (torch.empty(batch, len(b2)) for _ in range(3))
    d1T, d2T = d1.t(), d2.t()
    ones = torch.ones(batch)
    step = -settings.eta / batch

    def trial(x, y):
        torch.addmm(b1, x, W1T, out=r1).sigmoid_()
        torch.addmm(b2, r1, W2T, out=r2).sigmoid_()
        torch.sub(r2, y, out=delta2)
        torch.ops.aten.sigmoid_backward.grad_input(delta2, r2, grad_input=d2)
        torch.mm(d2, W2, out=delta1)
        torch.ops.aten.sigmoid_backward.grad_input(delta1, r1, grad_input=d1)
        W2.addmm_(d2T, r1, alpha=step)
        b2.addmv_(d2T, ones, alpha=step)
        W1.addmm_(d1T, x, alpha=step)
        b1.addmv_(d1T, ones, alpha=step)

    return trial


def autograd_trial(w, settings, batch):
    """The usual module code: linear layers, a loss, backward, and the optimiser's step."""
    parameters = [w[name].requires_grad_() for name in ("W1", "b1", "W2", "b2")]
    W1, b1, W2, b2 = parameters
    optimiser = torch.optim.SGD(parameters, lr=settings.eta)
    linear, mse = torch.nn.functional.linear, torch.nn.functional.mse_loss

    def trial(x, y):
        with torch.enable_grad():
            optimiser.zero_grad(set_to_none=True)
            r2 = torch.sigmoid(linear(torch.sigmoid(linear(x, W1, b1)), W2, b2))
            loss = mse(r2, y, reduction="sum") / (2 * batch)
            loss.backward()
        optimiser.step()

    return trial


def vector_trial(w, settings, batch):
    """By hand for one sample, with matrix-vector and outer products."""
    if batch != 1:
        common.fail(f"--form vector needs a batch of 1, found {batch}")
    W1, b1, W2, b2 = w["W1"], w["b1"], w["W2"], w["b2"]
    W2T = W2.t()
    r1, d1, delta1 = (torch.empty(len(b1)) for _ in range(3))
    r2, d2, delta2 = (torch.empty(len(b2)) for _ in range(3))
    step = -settings.eta

    def trial(x, y):
        x, y = x[0], y[0]
        torch.addmv(b1, W1, x, out=r1).sigmoid_()
        torch.addmv(b2, W2, r1, out=r2).sigmoid_()
        torch.sub(r2, y, out=delta2)
        torch.ops.aten.sigmoid_backward.grad_input(delta2, r2, grad_input=d2)
        torch.mv(W2T, d2, out=delta1)
        torch.ops.aten.sigmoid_backward.grad_input(delta1, r1, grad_input=d1)
        W2.addmm_(d2.unsqueeze(1), r1.unsqueeze(0), alpha=step)
        b2.add_(d2, alpha=step)
        W1.addmm_(d1.unsqueeze(1), x.unsqueeze(0), alpha=step)
        b1.add_(d1, alpha=step)

    return trial


def shapes(settings):
    inputs, hidden, outputs = settings.inputs, settings.hidden, settings.outputs
    return {"W1": (hidden, inputs), "b1": (hidden,), "W2": (outputs, hidden), "b2": (outputs,)}


def initial(settings):
    """Glorot-uniform matrices, biases 0."""
    generator = np.random.default_rng(settings.seed)
    return {name: glorot(generator, *shape) if len(shape) == 2 else np.zeros(shape, np.float32)
            for name, shape in shapes(settings).items()}


FORMS = {"hand": hand_trial, "autograd": autograd_trial, "vector": vector_trial}

if __name__ == "__main__":
    Program("backprop", shapes, initial, FORMS, reference.backprop).run(options())
