"""``manage.py labsh SCENARIO``: a lab's shell without a browser, a script line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cluster_sim.labsh import directives, report
from cluster_sim.labsh.script import Runner
from cluster_sim.world import assembly
from cluster_sim.world.scenarios.scenario import UnknownScenario, names, scenario
from cluster_sim.world.scenarios.start import start


class Command(BaseCommand):
    """Makes a new world and runs a script in it."""

    help = (
        "Run a script in a new lab: shell lines, and the directives %wait 60s, %until EXPRESSION, "
        "%timeout 30s, %power-off HOST, %power-on HOST, %vm-stop VM, %vm-start VM, "
        "%vm-pause VM, %vm-resume VM, %history FILE."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        """A parser that also takes the script after the options, where people write it."""
        parser = super().create_parser(*args, **kwargs)
        setattr(parser, "parse_args", parser.parse_intermixed_args)  # noqa: B010
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """SCENARIO [--seed N] [--json | --plain] [FILE]."""
        parser.add_argument("scenario", help="the world to start from")
        parser.add_argument("script", nargs="?", default="-", help="a file, or - for the input")
        parser.add_argument("--seed", type=int, default=0, help="what chance begins with")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="one JSON object for each line")
        shape.add_argument("--plain", action="store_true", help="only what the commands print")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the script; CommandError, and status 1, when a directive fails."""
        try:
            chosen = scenario(options["scenario"])
        except UnknownScenario:
            known = ", ".join(names())
            raise CommandError(f"no scenario {options['scenario']!r}; there are: {known}") from None
        world = start(assembly.system(), chosen, options["seed"])
        shape = "json" if options["json"] else "plain" if options["plain"] else "screen"
        runner = Runner(world, report.writer(shape, sys.stdout))
        try:
            for line in _lines(options["script"], sys.stdin):
                runner.run(line)
            runner.finish()
        except directives.DirectiveFault as fault:
            raise CommandError(str(fault)) from None


def _lines(script: str, standard_input: TextIO) -> Iterator[str]:
    """The lines of the script, as they come; bytes that are no text become U+FFFD."""
    if script == "-":
        yield from (line.rstrip("\n") for line in standard_input)
        return
    try:
        with open(script, encoding="utf-8", errors="replace") as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as problem:
        raise CommandError(f"{script}: {problem.strerror}") from None
