"""Models that settle, in PyTorch: equilibrium propagation, vector fields, predictive coding and least action.

--model eqprop, vector-field: hard-sigmoid units; --free iterations from states 0, then --nudged ones; weights change at the end.
--model predictive: logistic units under a linear output that is clamped; a sweep, then --steps iterations; weights change at the end.
--model least-action: the same wiring, weakly nudged; --steps steps, weights change at each, states carry on from trial to trial.

H = --layers hidden layers, l = 1 .. H, and the output L = H + 1. Matrices are post x pre:

    W1, b1 .. WL, bL   weights and biases into layer l from the layer below
    U1 .. UH           into layer l from the layer above: vector-field alone; elsewhere it is the transpose of W(l+1)
    X, Y               batch x --inputs and batch x --outputs (one-hot)

See README.md for the equations.
"""

import argparse

import numpy as np

import common
import energy_rules
import predictive_rules
import settling_reference
from data import glorot
from program import Program

ENERGY = {"eqprop": (energy_rules.EQPROP, settling_reference.eqprop), "vector-field": (energy_rules.VECTOR_FIELD, settling_reference.vector_field)}
PREDICTIVE = {"predictive": (predictive_rules.PREDICTIVE, settling_reference.predictive),
              "least-action": (predictive_rules.LEAST_ACTION, settling_reference.least_action)}
MODELS = {**ENERGY, **PREDICTIVE}
RATES = {"eqprop": "0.1,0.05", "vector-field": "0.1,0.05", "predictive": "0.01", "least-action": "0.01"}
RATE_OF_CHECK = {"least-action": 0.1}  # weights that change at every step would run away at 1


def options(arguments=None):
    parser = common.network_options(__doc__.splitlines()[0])
    parser.add_argument("--model", choices=MODELS, default="eqprop")
    parser.add_argument("--layers", type=common.positive, default=1, metavar="N", help="hidden layers (default 1)")
    parser.add_argument("--free", type=common.positive, default=20, metavar="N", help="eqprop, vector-field: free iterations (default 20)")
    parser.add_argument("--nudged", type=common.positive, default=4, metavar="N", help="eqprop, vector-field: nudged iterations (default 4)")
    parser.add_argument("--steps", type=common.positive, default=20, metavar="N", help="predictive, least-action: iterations of a trial (default 20)")
    parser.add_argument("--step-ratio", type=float, metavar="H", help="dt / tau (default 0.5; predictive, least-action: 0.1)")
    parser.add_argument("--beta", type=float, metavar="BETA", help="nudging (default 1; least-action: 0.1; predictive: clamped)")
    parser.add_argument("--rates", type=rates, metavar="RATE,..", help="learning rates of the layers, from below; the last one also holds for those above "
                        "(default 0.1,0.05; predictive, least-action: 0.01)")
    parser.add_argument("--form", choices=(*dict.fromkeys(name for forms, _ in MODELS.values() for name in forms), "fastest"), default="fastest",
                        help="literal; matrix, input-major; direct (least-action); fastest: measures all that apply")
    parser.set_defaults(batch=20)
    return common.parse(parser, complete, arguments)


def rates(text):
    """An argparse type: learning rates, from below."""
    return [float(part) for part in text.split(",")]


def complete(parser, settings):
    """Fills in what depends on the model."""
    forms = MODELS[settings.model][0]
    if settings.form not in (*forms, "fastest"):
        parser.error(f"--form {settings.form}: model {settings.model} has the forms {', '.join(forms)}")
    if settings.step_ratio is None:
        settings.step_ratio = 0.5 if settings.model in ENERGY else 0.1
    if settings.beta is None:
        settings.beta = 0.1 if settings.model == "least-action" else 1.0
    if settings.beta == 0:
        parser.error("--beta 0: nothing would be learned, expected another value")
    settings.rates = settings.rates or rates(RATES[settings.model])
    settings.sizes = sizes(settings)


def sizes(settings):
    """Units of each layer, from the input up."""
    return [settings.inputs, *[settings.hidden] * settings.layers, settings.outputs]


def shapes(settings):
    """The arrays of the model."""
    n, result = sizes(settings), {}
    for l in range(1, len(n)):
        result[f"W{l}"], result[f"b{l}"] = (n[l], n[l - 1]), (n[l],)
    if settings.model == "vector-field":
        result.update({f"U{l}": (n[l], n[l + 1]) for l in range(1, len(n) - 1)})
    return result


def initial(settings):
    """Glorot-uniform weights, four times as large for logistic units; biases 0."""
    generator = np.random.default_rng(settings.seed)
    scale = np.float32(1 if settings.model in ENERGY else 4)
    return {name: scale * glorot(generator, *shape) if len(shape) == 2 else np.zeros(shape, np.float32)
            for name, shape in shapes(settings).items()}


def peer(settings):
    """The program for the model of the settings."""
    forms, reference = MODELS[settings.model]
    return Program(settings.model, shapes, initial, forms, reference, checking=high_rate)


def high_rate(settings, _form):
    """What a form is checked with before it is measured: a rate so high that the change is not lost in the digits of the weights."""
    return argparse.Namespace(**{**vars(settings), "rates": [RATE_OF_CHECK.get(settings.model, 1.0)]})


if __name__ == "__main__":
    chosen = options()
    peer(chosen).run(chosen)
