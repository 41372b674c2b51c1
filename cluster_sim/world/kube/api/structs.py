"""The structs of the API read from JSON: fields, lists and maps, after the published schema.

Zero values go where Go's ``omitempty`` drops them, and stay where a pointer keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.kube.api.decode_log import DecodeLog, Where
from cluster_sim.world.kube.api.go_types import NAMED_TYPES, NULL_TIMES
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.kept_zeros import KEPT_ZEROS
from cluster_sim.world.kube.api.wire import (
    ABSENT,
    Anything,
    Boolean,
    Bytes,
    Integer,
    IntOrString,
    Moment,
    Number,
    QuantityText,
    Reader,
    Text,
)

_NAMES = (
    *("io.k8s.api.", "io.k8s.apimachinery.pkg.apis."),
    *("io.k8s.apiextensions-apiserver.pkg.apis.", "io.k8s.kube-aggregator.pkg.apis."),
)
_SPECIAL: Final[dict[str, Reader]] = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": QuantityText(),
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": IntOrString(),
    "io.k8s.apimachinery.pkg.apis.meta.v1.Time": Moment("v1.Time"),
    "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": Moment("v1.MicroTime"),
}
_JSON_SCHEMA = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps"
# The answers about specs already read: thousands of objects may share one.
_MEMO_SIZE: Final = 512


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a struct; an empty value is dropped unless the field keeps it."""

    reader: Reader
    keeps_empty: bool
    keeps_null: bool


class Struct:
    """An object with known fields."""

    def __init__(self, name: str) -> None:
        self.go = _go_name(name)
        self._title = self.go.rsplit(".", 1)[-1]
        self._name = name
        self._fields: dict[str, Field] | None = None
        self._memo: dict[int, tuple[Any, Any]] = {}

    def zero(self) -> Any:
        """An empty object."""
        return {}

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        """The object with its fields read."""
        if not isinstance(value, dict):
            log.mismatch(value, self.go, where)
            return ABSENT
        known = self._memo.get(id(value))
        if known is not None:
            log.spend(1)
            return known[1]
        faults = (log.fault, len(log.unknown))
        found = self._read_fields(value, where, log)
        if self._title == "PodSpec" and faults == (log.fault, len(log.unknown)):
            if len(self._memo) >= _MEMO_SIZE:
                self._memo.clear()
            self._memo[id(value)] = (value, found)
        return found

    def _read_fields(self, value: dict[Any, Any], where: Where, log: DecodeLog) -> Any:
        log.spend(len(value) + 1)
        fields = self.fields()
        found: dict[str, Any] = {}
        for key, given in in_order(value):
            here = (where, key, self._title)
            field = fields.get(key)
            if field is None:
                log.unknown_field(here)
            elif given is None:
                if field.keeps_null:
                    found[key] = None
            else:
                read_value = field.reader.read(given, here, log)
                if read_value is not ABSENT and (read_value or field.keeps_empty):
                    found[key] = read_value
        return found

    def fields(self) -> dict[str, Field]:
        """The fields by name, worked out when first asked for: types may hold themselves."""
        if self._fields is None:
            self._fields = _fields_of(self._name)
        return self._fields


class SchemaOr:
    """A JSON schema or something else: a boolean, or a list that only definitions refuse."""

    go = "apiextensions.JSONSchemaProps"

    def zero(self) -> Any:
        """Nothing."""
        return ABSENT

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        """The schema with its fields read; what it does not know of is dropped silently."""
        if isinstance(value, bool):
            return value
        if isinstance(value, list):
            return [self.read(each, where, log) for each in value if isinstance(each, dict)]
        known = len(log.unknown)
        found = struct_for(_JSON_SCHEMA).read(value, None, log)
        del log.unknown[known:]
        return found


class Sequence:
    """A list."""

    def __init__(self, element: Reader) -> None:
        self._element = element
        self.go = f"[]{element.go}"

    def zero(self) -> Any:
        """An empty list."""
        return []

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        """The list of what its elements read as."""
        if not isinstance(value, list):
            log.mismatch(value, self.go, where)
            return ABSENT
        log.spend(len(value) + 1)
        found = []
        for index, given in enumerate(value):
            here = (where, index, "")
            element = self._element
            each = element.zero() if given is None else element.read(given, here, log)
            if each is not ABSENT:
                found.append(each)
        return found


class Mapping:
    """A map from any text to values of one type."""

    def __init__(self, element: Reader) -> None:
        self._element = element
        named = element.go == "resource.Quantity"
        self.go = "v1.ResourceList" if named else f"map[string]{element.go}"

    def zero(self) -> Any:
        """An empty map."""
        return {}

    def read(self, value: Any, where: Where, log: DecodeLog) -> Any:
        """The map of what its values read as."""
        if not isinstance(value, dict):
            log.mismatch(value, self.go, where)
            return ABSENT
        log.spend(len(value) + 1, sum(len(str(key)[:4096]) for key in value))
        found = {}
        for key, given in in_order(value):
            here = (where, key, "")
            element = self._element
            each = element.zero() if given is None else element.read(given, here, log)
            if each is not ABSENT:
                found[key] = each
        return found


def in_order(value: dict[Any, Any]) -> list[tuple[str, Any]]:
    """The entries sorted by key; a key that YAML read as a number becomes its text."""
    texts = [(k if isinstance(k, str) else shown(k), v) for k, v in value.items()]
    return sorted(texts, key=lambda entry: entry[0])


@cache
def struct_for(name: str) -> Struct:
    """The reader of a definition."""
    return Struct(name)


def _fields_of(name: str) -> dict[str, Field]:
    definition = schema.definition(name)
    short = _short_name(name)
    kept = {*KEPT_ZEROS.get(short, "").split(), *definition.get("required", ())}
    nulls = NULL_TIMES.get(short, "").split()
    named = dict(pair.split("=") for pair in NAMED_TYPES.get(short, "").split())
    return {
        key: _field(prop, named.get(key, ""), key in kept, key in nulls)
        for key, prop in definition.get("properties", {}).items()
    }


def _field(prop: schema.Definition, named: str, kept: bool, null: bool) -> Field:
    reader = _reader(prop, named)
    # A struct, a quantity or a port is written even when it says nothing.
    solid = isinstance(reader, Struct | SchemaOr | Anything | IntOrString | QuantityText)
    return Field(reader, kept or solid, null)


def _reader(prop: schema.Definition, named: str = "") -> Reader:
    reference = schema.referred(prop)
    if reference is not None:
        return _referred(reference)
    kinds = prop.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return Sequence(_reader(prop["items"], named.removeprefix("[]")))
    if kind == "object":
        inner = prop.get("additionalProperties")
        return Mapping(_reader(inner)) if isinstance(inner, dict) else Anything()
    return _scalar(kind, prop.get("format", ""), named)


def _referred(reference: str) -> Reader:
    special = _SPECIAL.get(reference)
    if special is not None:
        return special
    if reference.startswith(f"{_JSON_SCHEMA}Or"):
        return SchemaOr()
    definition = schema.definition(reference)
    return struct_for(reference) if "properties" in definition else _reader(definition)


def _scalar(kind: str, form: str, named: str) -> Reader:
    if kind == "string":
        return Bytes() if form == "byte" else Text(named or "string")
    if kind == "boolean":
        return Boolean()
    if kind == "integer":
        return Integer(form if form in ("int32", "int64") else "int64")
    return Number()


def _short_name(name: str) -> str:
    for prefix in _NAMES:
        name = name.removeprefix(prefix)
    return name


def _go_name(name: str) -> str:
    return ".".join(name.split(".")[-2:])
