"""Chance without surprise: one stream of numbers for each component of a world.

A stream is a 64-bit SplitMix state (Steele, Lea and Flood, "Fast splittable pseudorandom number
generators", OOPSLA 2014), derived from the world's seed and the component's name, so that a new
component does not shift the dice of the others.
"""

from __future__ import annotations

from hashlib import blake2b

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15


class Chance:
    """The streams of one world; ``states`` is plain data and all there is to copy."""

    __slots__ = ("seed", "states")

    def __init__(self, seed: int, states: dict[str, int] | None = None) -> None:
        self.seed = seed
        self.states = {} if states is None else states

    def copy(self) -> Chance:
        """Streams that go on from the same point, apart from these."""
        return Chance(self.seed, dict(self.states))

    def bits(self, stream: str) -> int:
        """The next 64 random bits of ``stream``."""
        state = self.states.get(stream)
        if state is None:
            digest = blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
            state = int.from_bytes(digest, "big")
        state = (state + _GAMMA) & _MASK
        self.states[stream] = state
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, stream: str, bound: int) -> int:
        """A whole number from 0 to ``bound`` - 1."""
        return (self.bits(stream) * bound) >> 64

    def between(self, stream: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(stream, high - low + 1)

    def uuid(self, stream: str) -> str:
        """A version 4 UUID in its usual spelling."""
        bits = (self.bits(stream) << 64) | self.bits(stream)
        bits = (bits & ~(0xF << 76) & ~(0x3 << 62)) | (0x4 << 76) | (0x2 << 62)
        text = f"{bits:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
