"""Control sequences of the terminal (xterm's)."""

from __future__ import annotations

import re

# Home, erase the screen, erase what has scrolled away.
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
# Keep the cursor's place, go to the top left; come back to where it was.
TO_TOP, BACK = "\x1b[s\x1b[H", "\x1b[u"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def without_colours(text: str) -> str:
    """The text without the sequences that colour it."""
    return _COLOUR.sub("", text)
