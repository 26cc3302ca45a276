"""Runs a peer under each kernel set of OpenBLAS and each of torch's vector widths, and reports the best.

A kernel set is fixed when the library is loaded, so each run is a process of its own. With no program: all of them.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

CORES = ("unset", "HASWELL", "ZEN", "SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS")
VECTORS = ("unset", "avx512")
SUITE = (
    ("ghost_ma.py", "--batch", "100"), ("ghost_ma.py", "--batch", "1"),
    ("backprop.py", "--batch", "100"), ("backprop.py", "--batch", "1", "--trials", "3000"),
    ("models.py", "--rule", "bp"), ("models.py", "--rule", "lafs"),
    ("models.py", "--rule", "gait", "--trials", "4", "--repeats", "3"),
    ("settling.py", "--model", "eqprop"), ("settling.py", "--model", "vector-field"),
    ("settling.py", "--model", "predictive"), ("settling.py", "--model", "least-action"),
    ("settling.py", "--model", "microcircuit"), ("gemm.py",))
HERE = pathlib.Path(__file__).resolve().parent


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cores", default=",".join(CORES), help="values of OPENBLAS_CORETYPE, or unset")
    parser.add_argument("--vectors", default=",".join(VECTORS), help="values of ATEN_CPU_CAPABILITY, or unset")
    parser.add_argument("--threads", default="1", help="passed to every program")
    parser.add_argument("--data", help="passed to the network programs of the suite")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="PROGRAM ...",
                        help="a program of this folder and its options (default: all of them)")
    return parser.parse_args()


def environment(core, vectors, threads):
    """This process's environment, the OPENBLAS_ settings it may come with replaced by those to be measured."""
    result = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_") and k != "ATEN_CPU_CAPABILITY"}
    result["OPENBLAS_NUM_THREADS"] = result["OMP_NUM_THREADS"] = threads
    if core != "unset":
        result["OPENBLAS_CORETYPE"] = core
    if vectors != "unset":
        result["ATEN_CPU_CAPABILITY"] = vectors
    return result


def run(command, core, vectors, threads):
    """The record that one run prints, with the settings asked for; or, of a failed run, its error."""
    asked = {"core": core, "vectors": vectors}
    arguments = [sys.executable, str(HERE / command[0]), *command[1:], "--threads", threads]
    done = subprocess.run(arguments, env=environment(core, vectors, threads), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        return {"asked": asked, "error": lines[-1] if lines else f"exit code {done.returncode}"}
    return {"asked": asked, **json.loads(done.stdout.splitlines()[-1])}


def summary(command, records):
    """One object for a program: the best record, and a line for each run. For gemm the best is taken shape by shape."""
    good = [record for record in records if "error" not in record]
    result = {"command": " ".join(command), "best": None, "runs": []}
    if not good:
        pass
    elif "shapes" in good[0]:
        result["best"] = {shape: best_rate(shape, good) for shape in good[0]["shapes"]}
    else:
        result["best"] = min(good, key=lambda record: record["secondsPerTrial"])
    result["runs"] = [brief(record) for record in records]
    return result


def best_rate(shape, records):
    record = max(records, key=lambda candidate: candidate["shapes"][shape]["medianGflops"])
    return {"asked": record["asked"], "coreName": record["blas"].get("coreName"), **record["shapes"][shape]}


def brief(record):
    """What tells one run from another."""
    if "error" in record:
        return record
    kept = {name: record[name] for name in ("asked", "secondsPerEpoch", "forms", "checksum", "shapes") if name in record}
    return {**kept, "coreName": record["blas"].get("coreName")}


def main():
    settings = options()
    programs = sorted({command[0] for command in SUITE})
    if settings.command and settings.command[0] not in programs:
        sys.exit(f"best_blas.py: {settings.command[0]}: no such program, expected one of {', '.join(programs)}")
    commands = [tuple(settings.command)] if settings.command else SUITE
    failed = False
    for command in commands:
        uses_torch = command[0] != "gemm.py"
        if settings.data and uses_torch and not settings.command:
            command = (*command, "--data", settings.data)
        widths = settings.vectors.split(",") if uses_torch else ["unset"]
        records = [run(command, core, width, settings.threads)
                   for width in widths for core in settings.cores.split(",")]
        failed |= all("error" in record for record in records)
        print(json.dumps(summary(command, records)), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
