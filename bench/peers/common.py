"""What the peers share: the options of the network programs and how they fail."""

import argparse
import os
import sys


def network_options(description):
    """The options of the programs that train a network."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--inputs", type=positive, default=784, metavar="N")
    parser.add_argument("--hidden", type=positive, default=500, metavar="N")
    parser.add_argument("--outputs", type=positive, default=10, metavar="N")
    parser.add_argument("--batch", type=positive, default=100, metavar="N", help="samples per trial (default 100)")
    parser.add_argument("--trials", type=positive, metavar="N", help="trials per repeat (default 50, 500 below batch 10)")
    parser.add_argument("--warmup", type=positive, metavar="N", help="trials thrown away first (default: half of --trials)")
    parser.add_argument("--repeats", type=positive, default=5, metavar="N", help="the median of these is reported")
    parser.add_argument("--threads", type=positive, default=1, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--data", metavar="DIR", help="root that holds mnist/train-images-idx3-ubyte.gz; without it synthetic data")
    parser.add_argument("--check", metavar="FILE.npz", help="run one trial on these arrays instead of measuring")
    parser.add_argument("--out", metavar="FILE.npz", help="where --check writes the weights after the trial")
    return parser


def parse(parser, complete=None, arguments=None):
    """Parses the command line (or arguments) and fills in the defaults that depend on other options.

    `complete`, a function (parser, options), does so first for the program's own.
    """
    options = parser.parse_args(arguments)
    if (options.check is None) != (options.out is None):
        parser.error("--check and --out go together: give both or neither")
    if complete:
        complete(parser, options)
    options.trials = options.trials or (50 if options.batch >= 10 else 500)
    options.warmup = options.warmup or max(1, options.trials // 2)
    return options


def positive(text):
    """An argparse type: a whole number of at least 1."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, found {value}")
    return value


def fail(message):
    """Ends the program with exit code 1 and one line on stderr."""
    sys.exit(f"{os.path.basename(sys.argv[0])}: {message}")
