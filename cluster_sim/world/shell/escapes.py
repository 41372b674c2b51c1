"""Control sequences of the terminal (xterm's)."""

from __future__ import annotations

# Home, erase the screen, erase what has scrolled away.
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
# Keep the cursor's place, go to the top left; come back to where it was.
TO_TOP, BACK = "\x1b[s\x1b[H", "\x1b[u"
