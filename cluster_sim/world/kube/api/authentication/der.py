"""Reading and writing DER, the binary form of certificates (ITU-T X.690), as far as needed."""

from __future__ import annotations

from typing import Final, NamedTuple

INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OBJECT: Final = 0x06
SEQUENCE: Final = 0x30
SET: Final = 0x31
_UTF8: Final = 0x0C
_UTC_TIME: Final = 0x17
_TEXTS: Final = {_UTF8: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_LONG: Final = 0x80


class Element(NamedTuple):
    """``whole`` is the element with its tag and length."""

    tag: int
    content: bytes
    whole: bytes


class BadEncoding(ValueError):
    """Bytes that are no DER, or not what was expected there."""


def read(data: bytes) -> Element:
    """The one element that the bytes are. Raises BadEncoding."""
    found = elements(data)
    if len(found) != 1:
        raise BadEncoding("asn1: syntax error: trailing data")
    return found[0]


def elements(data: bytes) -> list[Element]:
    """The elements that follow one another in the bytes. Raises BadEncoding."""
    found = []
    while data:
        element = _first(data)
        found.append(element)
        data = data[len(element.whole) :]
    return found


def _first(data: bytes) -> Element:
    if len(data) < 2:
        raise BadEncoding("asn1: syntax error: data truncated")
    length, start = data[1], 2
    if length & _LONG:
        start += length & ~_LONG
        length = int.from_bytes(data[2:start], "big")
    if start > 6 or start + length > len(data):
        raise BadEncoding("asn1: syntax error: data truncated")
    return Element(data[0], data[start : start + length], data[: start + length])


def text_of(element: Element) -> str:
    """The text of a string. Raises BadEncoding."""
    encoding = _TEXTS.get(element.tag)
    if encoding is None:
        raise BadEncoding("asn1: structure error: not a string")
    try:
        return element.content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise BadEncoding("asn1: syntax error: invalid string") from problem


def write(tag: int, *parts: bytes) -> bytes:
    """An element of these parts."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG | len(length))) + length + content


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE."""
    return write(SEQUENCE, *parts)


def integer(value: int) -> bytes:
    """An INTEGER that is not negative."""
    return write(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def object_id(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER: ``2.5.4.3``."""
    first, second, *rest = map(int, dotted.split("."))
    return write(OBJECT, *(_base128(number) for number in (first * 40 + second, *rest)))


def _base128(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(number & 0x7F | _LONG)
    return bytes(reversed(digits))


def text(value: str) -> bytes:
    """A UTF8String."""
    return write(_UTF8, value.encode())


def bits(value: bytes) -> bytes:
    """A BIT STRING of whole bytes."""
    return write(BIT_STRING, b"\0", value)


def utc_time(value: str) -> bytes:
    """A UTCTime: ``260105080000Z``."""
    return write(_UTC_TIME, value.encode())
