"""How each type of the API is read from JSON, as the server's Go decoder reads it.

A reader turns a JSON value into the value the server would hand out again: canonical
quantities, UTC times, no nulls. It notes what does not fit in the log and then gives ABSENT.
Rules from encoding/json, sigs.k8s.io/json and the UnmarshalJSON methods of apimachinery.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final, Protocol

from cluster_sim.world.kube.api import gotext, quantity, timestamps
from cluster_sim.world.kube.api.decode_log import DecodeLog, Where, number_text

ABSENT: Final = object()
MAX_DEPTH: Final = 200

_BOUNDS: Final = {"int32": 2**31, "int64": 2**63}
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


class Reader(Protocol):
    """Reads one type; ``go`` is how the decoder's messages call it."""

    go: str

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        """The normalised value, or ABSENT after noting why it cannot be had."""

    def zero(self) -> Any:
        """What Go holds where a null was given."""


class Text:
    """A string or a named string type."""

    def __init__(self, go: str = "string") -> None:
        self.go = go

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if not isinstance(value, str):
            log.mismatch(value, self.go, where)
            return ABSENT
        log.spend(1, len(value))
        return value if value.isascii() else _well_formed(value)

    def zero(self) -> Any:
        return ""


class Boolean:
    """true or false."""

    go = "bool"

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if not isinstance(value, bool):
            log.mismatch(value, self.go, where)
            return ABSENT
        return value

    def zero(self) -> Any:
        return False


class Integer:
    """int32 or int64; a whole number written with a point is what kubectl makes whole."""

    def __init__(self, go: str) -> None:
        self.go = go
        self._bound = _BOUNDS[go]

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or not -self._bound <= value < self._bound:
            log.mismatch(value, self.go, where)
            return ABSENT
        return value

    def zero(self) -> Any:
        return 0


class Number:
    """float64."""

    go = "float64"

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            log.mismatch(value, self.go, where)
            return ABSENT
        return value

    def zero(self) -> Any:
        return 0


class IntOrString:
    """A port or a number of pods: ``80``, ``http``, ``25%`` (util/intstr/intstr.go)."""

    go = "intstr.IntOrString"
    _integer = Integer("int32")
    _text = Text()

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        reader = self._text if isinstance(value, str) else self._integer
        return reader.read(value, where, log)

    def zero(self) -> Any:
        return 0


class QuantityText:
    """A quantity, in its canonical form (api/resource/quantity.go)."""

    go = "resource.Quantity"

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        log.spend(1)
        text = _raw_text(value)
        try:
            return quantity.canonical(text.strip())
        except quantity.QuantityError as fault:
            log.note(str(fault))
            return ABSENT

    def zero(self) -> Any:
        return "0"


class Moment:
    """A Time or a MicroTime, in UTC (apis/meta/v1/time.go, micro_time.go)."""

    _LAYOUTS: Final = {
        "v1.Time": "2006-01-02T15:04:05Z07:00",
        "v1.MicroTime": "2006-01-02T15:04:05.000000Z07:00",
    }

    def __init__(self, go: str) -> None:
        self.go = go
        self._written = timestamps.time if go == "v1.Time" else timestamps.micro_time

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if not isinstance(value, str):
            log.mismatch(value, "string", where)
            return ABSENT
        try:
            return self._written(timestamps.parse(value))
        except (ValueError, OverflowError):
            layout, text = self._LAYOUTS[self.go], gotext.quote(value)
            log.note(f'parsing time {text} as "{layout}": cannot parse {text} as "2006"')
            return ABSENT

    def zero(self) -> Any:
        return ABSENT


class Bytes:
    """Base64 text."""

    go = "[]uint8"

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        if not isinstance(value, str):
            log.mismatch(value, self.go, where)
            return ABSENT
        log.spend(1, len(value))
        text = value.replace("\n", "").replace("\r", "")
        try:
            return base64.b64encode(base64.b64decode(text, validate=True)).decode()
        except (binascii.Error, ValueError):
            log.note(f"illegal base64 data at input byte {_bad_byte(text)}")
            return ABSENT

    def zero(self) -> Any:
        return ""


class Anything:
    """What the schema leaves open: kept as it is, within bounds."""

    go = "map[string]interface {}"

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        left = [(value, 0)]
        while left:
            found, depth = left.pop()
            log.spend(1, len(found) if isinstance(found, str) else 0)
            if depth > MAX_DEPTH:
                log.note("json: exceeded max depth")
                return ABSENT
            if isinstance(found, dict | list):
                inner = found.values() if isinstance(found, dict) else found
                left.extend((each, depth + 1) for each in inner)
        return value

    def zero(self) -> Any:
        return ABSENT


def _well_formed(text: str) -> str:
    # A lone surrogate is no character: Go's decoder replaces it.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _raw_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return gotext.shown(value)[:80] or "{}"


def _bad_byte(text: str) -> int:
    body = text.rstrip("=")
    wrong = _NOT_BASE64.search(body)
    if wrong is not None:
        return len(text[: wrong.start()].encode("utf-8", "replace"))
    return len(text) - len(text) % 4 if len(text) % 4 else len(body)
