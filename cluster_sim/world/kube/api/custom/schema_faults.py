"""What a value of a custom kind has against its schema, in the words of the real server.

kube-openapi/pkg/validation/validate (the validators in their order) and
apiextensions-apiserver/pkg/apiserver/validation/validation.go (how their errors become faults).
Go looks at the fields of an object in no order; here they come by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from cluster_sim.world.kube.api.custom import formats, patterns
from cluster_sim.world.kube.api.custom.structural import (
    INT_OR_STRING,
    Schema,
    item_schema,
    value_schema,
)
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.gotext import json_text, shown
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    invalid,
    not_supported,
    required,
    too_long,
    too_many,
    type_invalid,
)

NO_PATH: Final = "<nil>"


@dataclass(slots=True)
class Result:
    """Faults found, and how many of the checks were passed: the best alternative passes most."""

    faults: Faults = field(default_factory=list)
    passed: int = 0

    def check(self, good: bool, *faults: FieldError) -> None:
        """Count a check, or note what it found."""
        if good:
            self.passed += 1
        else:
            self.faults.extend(faults)

    def merge(self, other: Result) -> None:
        """Take over the other one's findings."""
        self.faults.extend(other.faults)
        self.passed += other.passed


def schema_faults(value: Any, schema: Schema, path: str = "", old: Any = None) -> Faults:
    """The faults of a value; ``path`` is where it stands (empty for a whole object).

    ``old`` is what it was: parts that are the same as before are let be ("ratcheting").
    """
    return _checked(value, schema, path, old).faults


def _checked(value: Any, schema: Schema, path: str, old: Any = None) -> Result:
    result = Result()
    if old is not None and value == old:
        return result
    _check_type(value, schema, path, result)
    if value is not None:
        _check_alternatives(value, schema, path, result)
        if isinstance(value, str):
            _check_text(value, schema, path, result)
        elif _is_number(value):
            _check_number(value, schema, path, result)
        elif isinstance(value, list):
            _check_list(value, schema, path, result)
    _check_enum(value, schema, path, result)
    if isinstance(value, dict):
        _check_object(value, schema, path, result, old if isinstance(old, dict) else {})
    return result


def json_type(value: Any) -> str:
    """The type of a value as JSON schemas name it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "object" if isinstance(value, dict) else "array"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wanted_types(schema: Schema) -> list[str]:
    if schema.get(INT_OR_STRING):
        return ["integer", "string"]
    return [schema["type"]] if schema.get("type") else []


def _check_type(value: Any, schema: Schema, path: str, result: Result) -> None:
    wanted, found = _wanted_types(schema), json_type(value)
    whole = isinstance(value, float) and value.is_integer() and "integer" in wanted
    good = not wanted or found in wanted or whole or (found == "integer" and "number" in wanted)
    good = good or (value is None and bool(schema.get("nullable")))
    detail = f'{path} in body must be of type {",".join(wanted)}: "{found}"'
    result.check(good, type_invalid(path or NO_PATH, found, detail))


def _check_text(value: str, schema: Schema, path: str, result: Result) -> None:
    longest, shortest = schema.get("maxLength"), schema.get("minLength")
    if longest is not None:
        result.check(len(value) <= longest, too_long(path, longest))
    if shortest is not None:
        detail = f"{path} in body should be at least {shortest} chars long"
        result.check(len(value) >= shortest, invalid(path, value, detail))
    pattern = schema.get("pattern")
    if pattern:
        detail = f"{path} in body should match '{pattern}'"
        result.check(patterns.matches(value, pattern), invalid(path, value, detail))
    form = schema.get("format")
    if form and schema.get("type") in (None, "", "string"):
        detail = f'{path} in body must be of type {form}: "{value}"'
        result.check(formats.fits(value, form), type_invalid(path, value, detail))


def _check_number(value: float, schema: Schema, path: str, result: Result) -> None:
    most, least = schema.get("maximum"), schema.get("minimum")
    if most is not None:
        exclusive = bool(schema.get("exclusiveMaximum"))
        words = "less than" if exclusive else "less than or equal to"
        detail = f"{path} in body should be {words} {shown(_plain(most))}"
        good = value < most if exclusive else value <= most
        result.check(good, invalid(path, value, detail))
    if least is not None:
        exclusive = bool(schema.get("exclusiveMinimum"))
        words = "greater than" if exclusive else "greater than or equal to"
        detail = f"{path} in body should be {words} {shown(_plain(least))}"
        good = value > least if exclusive else value >= least
        result.check(good, invalid(path, value, detail))
    factor = schema.get("multipleOf")
    if factor:
        detail = f"{path} in body should be a multiple of {shown(_plain(factor))}"
        result.check((value / factor).is_integer(), invalid(path, value, detail))


def _plain(limit: float) -> float:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _check_list(value: list[Any], schema: Schema, path: str, result: Result) -> None:
    items = item_schema(schema)
    if items is not None:
        for index, each in enumerate(value):
            result.merge(_checked(each, items, f"{path}[{index}]"))
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None:
        detail = f"{path} in body should have at least {least} items"
        result.check(len(value) >= least, invalid(path, len(value), detail))
    if most is not None:
        result.check(len(value) <= most, too_many(path, len(value), most))


def _check_enum(value: Any, schema: Schema, path: str, result: Result) -> None:
    allowed = schema.get("enum")
    if allowed:
        texts = [each if isinstance(each, str) else json_text(each) for each in allowed]
        good = any(_same(value, each) for each in allowed)
        result.check(good, not_supported(path or NO_PATH, "" if value is None else value, texts))


def _same(value: Any, other: Any) -> bool:
    return isinstance(value, bool) == isinstance(other, bool) and bool(value == other)


def _check_object(
    value: dict[str, Any], schema: Schema, path: str, result: Result, old: dict[str, Any]
) -> None:
    _check_count(value, schema, path, result)
    properties, values = schema.get("properties") or {}, value_schema(schema)
    for key in sorted(value):
        found = properties.get(key, values)
        if found is not None:
            here = f"{path}.{key}" if path else key
            result.merge(_checked(value[key], found, here, old.get(key)))
    for key in schema.get("required") or ():
        result.check(key in value, required(f"{path}.{key}" if path else key))


def _check_count(value: dict[str, Any], schema: Schema, path: str, result: Result) -> None:
    least, most = schema.get("minProperties"), schema.get("maxProperties")
    if least is not None:
        detail = f"{path} in body should have at least {least} properties"
        result.check(len(value) >= least, invalid(path or NO_PATH, len(value), detail))
    if most is not None:
        result.check(len(value) <= most, too_many(path or NO_PATH, len(value), most))


def _check_alternatives(value: Any, schema: Schema, path: str, result: Result) -> None:
    if schema.get("anyOf"):
        tried = [_checked(value, each, path) for each in schema["anyOf"]]
        if all(each.faults for each in tried):
            result.check(False, _whole(f'"{path}" must validate at least one schema (anyOf)'))
            result.merge(_best(tried))
    if schema.get("oneOf"):
        _check_one(value, schema["oneOf"], path, result)
    if schema.get("allOf"):
        _check_all(value, schema["allOf"], path, result)
    if schema.get("not") is not None:
        bad = not _checked(value, schema["not"], path).faults
        result.check(not bad, _whole(f'"{path}" must not validate the schema (not)'))


def _check_one(value: Any, schemas: list[Schema], path: str, result: Result) -> None:
    tried = [_checked(value, each, path) for each in schemas]
    valid = sum(1 for each in tried if not each.faults)
    found = f"Found {valid} valid alternatives" if valid else "Found none valid"
    result.check(
        valid == 1, _whole(f'"{path}" must validate one and only one schema (oneOf). {found}')
    )
    if not valid:
        result.merge(_best(tried))


def _check_all(value: Any, schemas: list[Schema], path: str, result: Result) -> None:
    tried = [_checked(value, each, path) for each in schemas]
    for each in tried:
        result.merge(each)
    valid = sum(1 for each in tried if not each.faults)
    none = "" if valid else ". None validated"
    result.check(
        valid == len(tried), _whole(f'"{path}" must validate all the schemas (allOf){none}')
    )


def _best(tried: list[Result]) -> Result:
    return max(tried, key=lambda each: each.passed)


def _whole(message: str) -> FieldError:
    """A fault that the validator ties to no field."""
    return invalid(NO_PATH, "", message)
