"""The table of what agrees, recording by recording."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.fidelity.recordings.comparison import Comparison, compare
from tests.fidelity.recordings.recording import load
from tests.fidelity.recordings.replay import replay


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.fidelity.recordings")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--fails", type=int, default=0, help="so many differences of each kind")
    options = parser.parse_args()
    names = options.names or sorted(path.parent.name for path in options.folder.glob("*/meta.json"))
    titles = f"{'in order':>9}{'extra':>6}{'lag':>7}{'conditions':>11}"
    print(f"{'recording':20}{'outputs':>14}{'events':>9}{titles}")
    for name in names:
        recording = load(options.folder / name)
        found = compare(recording, replay(recording))
        print(_row(name, found), flush=True)
        for kind, differences in found.differences.items():
            for difference in differences[: options.fails]:
                print(f"   {kind}: {difference}")


def _row(name: str, found: Comparison) -> str:
    outputs, events, conditions = found.outputs, found.events, found.conditions
    return (
        f"{name:20}{outputs['same']}+{outputs['by chance']}/{outputs.total()}".ljust(34)
        + f"{events['told']}/{events['all']}".rjust(9)
        + f"{events['in order']}/{events['all']}".rjust(9)
        + f"{events['too many']}".rjust(6)
        + f"{found.typical_lateness:.1f}s".rjust(7)
        + f"{conditions['same']}/{conditions['all']}".rjust(11)
    )


main()
