"""Stamps: what was made, and from what, so that it is made again only when that changed."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from devtools.places import ROOT

Sources = Iterable[Path]


def digest(sources: Sources, salt: str = "") -> str:
    """A hash of *salt* and of the paths and contents of *sources*; folders count with all files."""
    total = hashlib.sha256(salt.encode())
    for file in sorted(_files(sources)):
        total.update(f"\0{file.relative_to(ROOT).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(sources: Sources) -> Iterable[Path]:
    for source in sources:
        if source.is_file():
            yield source
        elif source.is_dir():
            yield from (file for file in source.rglob("*") if _counts(file))


def _counts(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts and file.suffix != ".mo"


class Stamps:
    """Digests by name, kept in *file*; losing the file means making everything again."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def matches(self, name: str, value: str) -> bool:
        """Whether *name* was last made from what *value* is the digest of."""
        return self._read().get(name) == value

    def put(self, name: str, value: str) -> None:
        """Remember that *name* is now made from *value*."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps({**self._read(), name: value}, indent=1))

    def _read(self) -> dict[str, str]:
        try:
            kept = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
