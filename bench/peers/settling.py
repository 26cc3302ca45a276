"""Models that settle, in PyTorch: equilibrium propagation, vector fields, predictive coding, least action and microcircuits.

--model eqprop, vector-field: hard-sigmoid units; --free iterations from states 0, then --nudged ones; weights change at the end.
--model predictive: logistic units under a linear output that is clamped; a sweep, then --steps iterations; weights change at the end.
--model least-action: the same wiring, weakly nudged; --steps steps, weights change at each, states carry on from trial to trial.
--model microcircuit: logistic units with dendrites, and interneurons; --steps steps, the last --taught with a target; as least-action.

H = --layers hidden layers, l = 1 .. H, and the output L = H + 1. Matrices are post x pre:

    W1, b1 .. WL, bL   weights and biases into layer l from the layer below; microcircuits have no biases
    U1 .. UH           into layer l from the layer above: vector-field, microcircuit; elsewhere it is the transpose of W(l+1)
    M1 .. MH, V1 .. VH from layer l to its interneurons, as many as layer l + 1 has units, and back: microcircuit
    X, Y               batch x --inputs and batch x --outputs (one-hot)

See README.md for the equations.
"""

import argparse

import numpy as np

import common
import energy_rules
import microcircuit_rules
import predictive_rules
import settling_reference
from data import glorot
from program import Program

ENERGY = {"eqprop": (energy_rules.EQPROP, settling_reference.eqprop), "vector-field": (energy_rules.VECTOR_FIELD, settling_reference.vector_field)}
PREDICTIVE = {"predictive": (predictive_rules.PREDICTIVE, settling_reference.predictive),
              "least-action": (predictive_rules.LEAST_ACTION, settling_reference.least_action)}
MODELS = {**ENERGY, **PREDICTIVE, "microcircuit": (microcircuit_rules.MICROCIRCUIT, settling_reference.microcircuit)}
RATES = {"eqprop": "0.1,0.05", "vector-field": "0.1,0.05", "predictive": "0.01", "least-action": "0.01", "microcircuit": "0.01"}
RATE_OF_CHECK = {"least-action": 0.1, "microcircuit": 0.1}  # weights that change at every step would run away at 1


def options(arguments=None):
    parser = common.network_options(__doc__.splitlines()[0])
    parser.add_argument("--model", choices=MODELS, default="eqprop")
    parser.add_argument("--layers", type=common.positive, default=1, metavar="N", help="hidden layers (default 1)")
    parser.add_argument("--free", type=common.positive, default=20, metavar="N", help="eqprop, vector-field: free iterations (default 20)")
    parser.add_argument("--nudged", type=common.positive, default=4, metavar="N", help="eqprop, vector-field: nudged iterations (default 4)")
    parser.add_argument("--steps", type=common.positive, default=20, metavar="N", help="of a trial: predictive, least-action, microcircuit (default 20)")
    parser.add_argument("--step-ratio", type=float, metavar="H", help="dt / tau (default 0.5; predictive, least-action: 0.1)")
    parser.add_argument("--beta", type=float, metavar="BETA", help="nudging (default 1; least-action: 0.1; predictive: clamped)")
    parser.add_argument("--rates", type=rates, metavar="RATE,..", help="learning rates of the layers, from below; the last one also holds for those above "
                        "(default 0.1,0.05; all others 0.01)")
    parser.add_argument("--taught", type=int, metavar="N", help="microcircuit: steps with a target, the last ones of a trial (default: half of --steps)")
    parser.add_argument("--dt", type=float, default=0.1, metavar="MS", help="microcircuit: time step (default 0.1)")
    parser.add_argument("--conductances", type=conductances, default=[0.1, 1.0, 1.0, 0.8, 0.8], metavar="G,..",
                        help="microcircuit: leak, basal, interneurons' dendrite, apical, somatic, in 1/ms (default 0.1,1,1,0.8,0.8)")
    parser.add_argument("--inter-rate", type=float, default=0.01, metavar="RATE", help="microcircuit: of M (default 0.01)")
    parser.add_argument("--cancel-rate", type=float, default=0.01, metavar="RATE", help="microcircuit: of V (default 0.01)")
    parser.add_argument("--form", choices=(*dict.fromkeys(name for forms, _ in MODELS.values() for name in forms), "fastest"), default="fastest",
                        help="literal; matrix, input-major; direct (least-action, microcircuit); fastest: measures all that apply")
    parser.set_defaults(batch=20)
    return common.parse(parser, complete, arguments)


def rates(text):
    """An argparse type: learning rates, from below."""
    return [float(part) for part in text.split(",")]


def conductances(text):
    """An argparse type: five conductances."""
    values = rates(text)
    if len(values) != 5:
        raise argparse.ArgumentTypeError(f"expected five conductances, found {len(values)}")
    return values


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
    if settings.taught is None:
        settings.taught = settings.steps // 2
    if not 0 <= settings.taught <= settings.steps:
        parser.error(f"--taught {settings.taught}: expected 0 to {settings.steps}, the steps of a trial")
    settings.rates = settings.rates or rates(RATES[settings.model])
    settings.sizes = sizes(settings)


def sizes(settings):
    """Units of each layer, from the input up."""
    return [settings.inputs, *[settings.hidden] * settings.layers, settings.outputs]


def shapes(settings):
    """The arrays of the model."""
    n, result = sizes(settings), {}
    for l in range(1, len(n)):
        result[f"W{l}"] = (n[l], n[l - 1])
        if settings.model != "microcircuit":
            result[f"b{l}"] = (n[l],)
    for l in range(1, len(n) - 1):
        if settings.model in ("vector-field", "microcircuit"):
            result[f"U{l}"] = (n[l], n[l + 1])
        if settings.model == "microcircuit":
            result[f"M{l}"], result[f"V{l}"] = (n[l + 1], n[l]), (n[l], n[l + 1])
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
    rate = RATE_OF_CHECK.get(settings.model, 1.0)
    return argparse.Namespace(**{**vars(settings), "rates": [rate], "inter_rate": rate, "cancel_rate": rate})


if __name__ == "__main__":
    chosen = options()
    peer(chosen).run(chosen)
