"""Compile `locale/**/*.po` to the .mo files that Django reads, without GNU gettext.

Runs with .venv's Python: `python -m devtools.catalogues`.
"""

from pathlib import Path

import polib

from devtools.places import ROOT


def compile_all(folder: Path = ROOT / "locale") -> list[Path]:
    """Write each catalogue that is older than its source; return those written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            written.append(compiled)
    return written


if __name__ == "__main__":
    compile_all()
