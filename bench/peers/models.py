"""Layered models in PyTorch: backprop, FA, DFA, LAFS, the general rule, and TP, ITP and GAIT-prop through exact inverses.

--rule bp, fa, dfa, lafs, general: tanh layers under a softmax, cross-entropy, stochastic gradient descent.
--rule tp, itp, gait: leaky-ReLU layers, all as wide as the input, with inverses taken anew after each update.

H = --layers hidden layers, l = 1 .. H, and the output l = H + 1. Matrices are post x pre:

    W1, b1 .. W(H+1), b(H+1)   forward weights and biases, into layer l
    B1 .. BH     feedback into layer l: from layer l + 1 under fa; from the output, or the auxiliary error of the same
                 layer, under dfa, lafs and general. Where there are auxiliary errors, layer l is read out by B's transpose
    BT1 .. BT(H-1)   from layer l + 1 above into layer l: general, strategies 1 and 3
    BB2 .. BBH       from layer l - 1 below into layer l: general, strategies 2 and 3
    X, Y         batch x --inputs and batch x --outputs (one-hot)

See README.md for the equations.
"""

import argparse

import numpy as np

import common
import inverse_rules
import layered_rules
import models_reference
from data import glorot
from program import Program

INVERSE = ("tp", "itp", "gait")
INVERSE_TOLERANCE = 5e-2  # in single precision a unit or two lands on the other side of the kink


def options(arguments=None):
    parser = common.network_options(__doc__.splitlines()[0])
    parser.add_argument("--rule", choices=(*layered_rules.RULES, *INVERSE), default="bp")
    parser.add_argument("--layers", type=common.positive, metavar="N", help="hidden layers (default 2; tp, itp, gait: 4)")
    parser.add_argument("--strategy", type=int, choices=(1, 2, 3), default=1, help="of general: down, up, or both neighbours")
    parser.add_argument("--errors", choices=("output", "auxiliary"), default="output", help="of general")
    parser.add_argument("--rate", type=float, metavar="RATE", help="learning rate (default 0.001; tp, itp, gait: 1e-4)")
    parser.add_argument("--reduction", choices=("sum", "mean"), default="sum",
                        help="of gradients over the batch; tp, itp and gait take the mean")
    parser.add_argument("--gamma", type=float, default=1e-3, metavar="PART", help="itp, gait: step towards a target")
    parser.add_argument("--orthogonality", type=float, default=0.1, metavar="LAMBDA", help="tp, itp, gait: 0 leaves it out")
    parser.add_argument("--optimiser", choices=("adam", "sgd"), default="adam", help="of tp, itp, gait")
    parser.add_argument("--momentum", type=float, default=0.9, metavar="PART", help="adam: kept of the mean")
    parser.add_argument("--square-decay", type=float, default=0.99, metavar="PART", help="adam: kept of the mean square")
    parser.add_argument("--epsilon", type=float, default=1e-8, help="adam: added to the root")
    parser.add_argument("--form", choices=(*dict.fromkeys((*layered_rules.FORMS, *inverse_rules.FORMS)), "fastest"), default="fastest",
                        help="literal; matrix, input-major (bp .. general); increments (tp, itp, gait); fastest: measures all that apply")
    parser.set_defaults(batch=None, hidden=None)
    return common.parse(parser, complete, arguments)


def complete(parser, settings):
    """Fills in what depends on the rule."""
    square = settings.rule in INVERSE
    if settings.form not in (*forms(settings), "fastest"):
        parser.error(f"--form {settings.form}: rule {settings.rule} has the forms {', '.join(forms(settings))}")
    if square and settings.hidden not in (None, settings.inputs):
        parser.error(f"--hidden {settings.hidden}: under {settings.rule} every layer has the {settings.inputs} units of the input")
    if square and settings.outputs > settings.inputs:
        parser.error(f"--outputs {settings.outputs}: more classes than the {settings.inputs} units of a layer")
    settings.layers = settings.layers or (4 if square else 2)
    settings.hidden = settings.inputs if square else settings.hidden or 800
    settings.batch = settings.batch or (60 if square else 64)
    settings.rate = (1e-4 if square else 1e-3) if settings.rate is None else settings.rate
    settings.sizes = sizes(settings)


def sizes(settings):
    """Units of each layer, from the input up."""
    top = settings.inputs if settings.rule in INVERSE else settings.outputs
    return [settings.inputs, *[settings.hidden] * settings.layers, top]


def shapes(settings):
    """The arrays of the rule."""
    n, result = sizes(settings), {}
    for l in range(1, settings.layers + 2):
        result[f"W{l}"], result[f"b{l}"] = (n[l], n[l - 1]), (n[l],)
    general = settings.rule == "general"
    for l in range(1, settings.layers + 1):
        if settings.rule in ("fa", "dfa", "lafs") or general:
            result[f"B{l}"] = (n[l], n[l + 1] if settings.rule == "fa" else settings.outputs)
        if general and settings.strategy in (1, 3) and l < settings.layers:
            result[f"BT{l}"] = (n[l], n[l + 1])
        if general and settings.strategy in (2, 3) and l > 1:
            result[f"BB{l}"] = (n[l], n[l - 1])
    return result


def initial(settings):
    """Glorot-uniform weights, normal biases and feedback within 1/2; orthogonal weights and biases 0 for exact inverses."""
    generator = np.random.default_rng(settings.seed)
    square = settings.rule in INVERSE

    def fill(name, shape):
        if name.startswith("B"):
            return generator.uniform(-0.5, 0.5, shape).astype(np.float32)
        if len(shape) == 1:
            return np.zeros(shape, np.float32) if square else generator.normal(size=shape).astype(np.float32)
        return orthogonal(generator, shape[0]) if square else glorot(generator, *shape)

    return {name: fill(name, shape) for name, shape in shapes(settings).items()}


def orthogonal(generator, units):
    """A random rotation or reflection, all alike probable."""
    q, r = np.linalg.qr(generator.normal(size=(units, units)))
    return (q * np.sign(np.diag(r))).astype(np.float32)


def forms(settings):
    return inverse_rules.FORMS if settings.rule in INVERSE else layered_rules.FORMS


def peer(settings):
    """The program for the rule of the settings."""
    name = f"models-{settings.rule}"
    if settings.rule == "general":
        name += f"-{settings.strategy}-{settings.errors}"
    if settings.rule not in INVERSE:
        return Program(name, shapes, initial, forms(settings), models_reference.layered, checking=plain_descent)
    return Program(name, shapes, initial, forms(settings), models_reference.inverse, INVERSE_TOLERANCE, plain_descent)


def plain_descent(settings, form):
    """What a form is checked with before it is measured.

    A rate so high that the change is not lost in the digits of the weights; no Adam, whose first step is the sign of a
    gradient, which round-off decides where that is 0; and a gamma whose fourth power leaves the literal targets enough
    digits, or for the form that is the limit of a small one, a small one.
    """
    gamma = 1e-12 if form == "increments" else max(settings.gamma, 1e-2)
    return argparse.Namespace(**{**vars(settings), "optimiser": "sgd", "rate": 1.0, "gamma": gamma})


if __name__ == "__main__":
    chosen = options()
    peer(chosen).run(chosen)
