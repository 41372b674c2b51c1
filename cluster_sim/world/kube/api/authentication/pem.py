"""PEM, the text form of certificates (RFC 7468)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

_BLOCK: Final = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\s*\n([A-Za-z0-9+/=\s]*)-----END \1-----")
_WIDTH: Final = 64


def read(text: str) -> tuple[str, bytes] | None:
    """The type and the bytes of the first block, None when there is none."""
    found = _BLOCK.search(text)
    if found is None:
        return None
    try:
        return found.group(1), base64.b64decode("".join(found.group(2).split()), validate=True)
    except binascii.Error:
        return None


def write(kind: str, data: bytes) -> str:
    """A block of that type."""
    coded = base64.b64encode(data).decode()
    lines = [coded[at : at + _WIDTH] for at in range(0, len(coded), _WIDTH)]
    return "\n".join((f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""))
