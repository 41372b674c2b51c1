#!/usr/bin/env python3
"""The commands a person types. Needs Python 3.11 or newer and nothing else."""

import argparse
import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (this is where it is said)
    sys.exit("Grappe needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from devtools import environment, testing
from devtools.places import PYTHON, ROOT, tool


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is missing, then serve on http://127.0.0.1:8000 (PORT=…)."""
    setup(arguments)
    environment.load()
    command = [str(PYTHON), "-m", "config.server"]
    os.chdir(ROOT)
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment.variables())
    return subprocess.call(command, env=environment.variables())


def setup(arguments: argparse.Namespace) -> int:
    """Only prepare: environment, packages, front end (--dev: the test and lint tools too)."""
    environment.install(dev=getattr(arguments, "dev", False))
    environment.build()
    return 0


def test(arguments: argparse.Namespace) -> int:
    """Run everything: lint, types, import contracts, Python, JavaScript, browser."""
    environment.install(dev=True)
    environment.build()
    return testing.run(testing.everything(), arguments.only)


def check(arguments: argparse.Namespace) -> int:
    """Run lint, types and import contracts only."""
    environment.install(dev=True)
    return testing.run(testing.static_checks(), [])


def fix(arguments: argparse.Namespace) -> int:
    """Format the code and repair what the linter can."""
    environment.install(dev=True)
    environment.call(tool("ruff"), "check", "--fix", "--exit-zero", ".")
    environment.call(tool("ruff"), "format", ".")
    return 0


def bench(arguments: argparse.Namespace) -> int:
    """Run the benchmarks (all, or those named) and print one table."""
    environment.install(dev=True)
    environment.call(str(PYTHON), "-m", "bench", *arguments.names)
    return 0


def lock(arguments: argparse.Namespace) -> int:
    """Compile requirements*.txt and package-lock.json from pyproject.toml and package.json."""
    environment.install(dev=True)
    compiling = "pip-compile --quiet --strip-extras --no-header --no-annotate --no-emit-options"
    quiet = "--no-emit-index-url --no-emit-find-links --no-emit-trusted-host"
    command = [*compiling.split(), *quiet.split(), "pyproject.toml", "--output-file"]
    command[0] = tool("pip-compile")
    environment.call(*command, "requirements.txt")
    environment.call(*command, "requirements-dev.txt", "--extra", "dev")
    environment.call(tool("npm"), "install", "--package-lock-only", "--ignore-scripts")
    return 0


COMMANDS = {f.__name__: f for f in (run, test, check, fix, bench, setup, lock)}


def main() -> int:
    """Do what the command line says; without a command, list them."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, function in COMMANDS.items():
        text = (function.__doc__ or "").replace("%", "%%")
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(function=function)
        if name == "setup":
            command.add_argument("--dev", action="store_true", help="test and lint tools too")
        if name == "test":
            command.add_argument("only", nargs="*", help="names of steps, as the summary has them")
        if name == "bench":
            command.add_argument("names", nargs="*", help="files of bench/ without .py")
    arguments = parser.parse_args()
    if not hasattr(arguments, "function"):
        parser.print_help()
        return 0
    status: int = arguments.function(arguments)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
