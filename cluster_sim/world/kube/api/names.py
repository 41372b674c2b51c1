"""What a name may be: labels, subdomains, keys, ports… with the API's own messages.

Each check takes a value and gives the faults found, none when it is good. Rules and wordings
follow k8s.io/apimachinery/pkg/util/validation and pkg/api/validate/content (1.36).
"""

from __future__ import annotations

import re
from typing import Final

DNS1123_LABEL_MAX: Final = 63
DNS1123_SUBDOMAIN_MAX: Final = 253
DNS1035_LABEL_MAX: Final = 63
LABEL_VALUE_MAX: Final = 63

_LABEL: Final = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_LABEL_FAULT: Final = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    "must start and end with an alphanumeric character"
)
_SUBDOMAIN: Final = _LABEL + r"(\." + _LABEL + ")*"
_SUBDOMAIN_FAULT: Final = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
    "'.', and must start and end with an alphanumeric character"
)
_UNDERSCORE_LABEL: Final = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_UNDERSCORE: Final = _UNDERSCORE_LABEL + r"(\." + _UNDERSCORE_LABEL + ")*"
_UNDERSCORE_FAULT: Final = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' "
    "or '.', and must start and end with an alphanumeric character"
)
_DNS1035: Final = "[a-z]([-a-z0-9]*[a-z0-9])?"
_DNS1035_FAULT: Final = (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
    "alphabetic character, and end with an alphanumeric character"
)
_WILDCARD: Final = r"\*\." + _SUBDOMAIN
_WILDCARD_FAULT: Final = (
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which "
    "must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric "
    "character"
)
_KEY: Final = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_KEY_FAULT: Final = (
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric character"
)
_VALUE: Final = f"({_KEY})?"
_VALUE_FAULT: Final = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
    "'.', and must start and end with an alphanumeric character"
)
_IDENTIFIER: Final = "[A-Za-z_][A-Za-z0-9_]*"
_IDENTIFIER_FAULT: Final = (
    "a valid C identifier must start with alphabetic character or '_', followed by a string of "
    "alphanumeric characters or '_'"
)
_PERCENT: Final = "[0-9]+%"
_PERCENT_FAULT: Final = "a valid percent string must be a numeric string followed by an ending '%'"
_HEADER: Final = "[-A-Za-z0-9]+"
_HEADER_FAULT: Final = "a valid HTTP header must consist of alphanumeric characters or '-'"
_ENV: Final = "[-._a-zA-Z][-._a-zA-Z0-9]*"
_ENV_FAULT: Final = (
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', "
    "or '.', and must not start with a digit"
)
_RELAXED_ENV_FAULT: Final = (
    "a valid environment variable name must consist only of printable ASCII characters other "
    "than '='"
)
_CONFIG_KEY: Final = "[-._a-zA-Z0-9]+"
_CONFIG_KEY_FAULT: Final = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
)


def dns1123_label(value: str) -> list[str]:
    """A label of DNS (RFC 1123): ``my-name``, at most 63 characters."""
    faults = _too_long(value, DNS1123_LABEL_MAX)
    if not _fits(_LABEL, value):
        dotted = _fits(_SUBDOMAIN, value)
        fault = regex_fault(_LABEL_FAULT, _LABEL, "my-name", "123-abc")
        faults.append("must not contain dots" if dotted else fault)
    return faults


def dns1123_subdomain(value: str) -> list[str]:
    """A DNS subdomain (RFC 1123): ``example.com``, at most 253 characters."""
    return _matching(value, DNS1123_SUBDOMAIN_MAX, _SUBDOMAIN, _SUBDOMAIN_FAULT, "example.com")


def dns1123_subdomain_with_underscore(value: str) -> list[str]:
    """The same, with underscores allowed."""
    return _matching(value, DNS1123_SUBDOMAIN_MAX, _UNDERSCORE, _UNDERSCORE_FAULT, "example.com")


def dns1035_label(value: str) -> list[str]:
    """A label of DNS (RFC 1035), which starts with a letter: the name of a Service."""
    return _matching(value, DNS1035_LABEL_MAX, _DNS1035, _DNS1035_FAULT, "my-name", "abc-123")


def wildcard_dns1123_subdomain(value: str) -> list[str]:
    """``*.example.com``."""
    return _matching(value, DNS1123_SUBDOMAIN_MAX, _WILDCARD, _WILDCARD_FAULT, "*.example.com")


def qualified_name(value: str) -> list[str]:
    """A label key: ``name`` or ``example.com/name``."""
    parts = value.split("/")
    fault = regex_fault(_KEY_FAULT, _KEY, "MyName", "my.name", "123-abc")
    if len(parts) > 2:
        return [
            f"a valid label key {fault} with an optional DNS subdomain prefix and '/' "
            "(e.g. 'example.com/MyName')"
        ]
    faults = _prefix_faults(parts[0]) if len(parts) == 2 else []
    name = parts[-1]
    if not name:
        faults.append("name part must be non-empty")
    elif _bytes(name) > LABEL_VALUE_MAX:
        faults.append(f"name part {_byte_length_fault(LABEL_VALUE_MAX)}")
    if not _fits(_KEY, name):
        faults.append(f"name part {fault}")
    return faults


def _prefix_faults(prefix: str) -> list[str]:
    if not prefix:
        return ["prefix part must be non-empty"]
    return [f"prefix part {fault}" for fault in dns1123_subdomain(prefix)]


def label_value(value: str) -> list[str]:
    """The value of a label: empty, or at most 63 characters."""
    faults = [_byte_length_fault(LABEL_VALUE_MAX)] if _bytes(value) > LABEL_VALUE_MAX else []
    if not _fits(_VALUE, value):
        faults.append(regex_fault(_VALUE_FAULT, _VALUE, "MyValue", "my_value", "12345"))
    return faults


def c_identifier(value: str) -> list[str]:
    """An identifier of the language C."""
    return _matching(value, None, _IDENTIFIER, _IDENTIFIER_FAULT, "my_name", "MY_NAME", "MyName")


def port_number(value: int) -> list[str]:
    """1 to 65535."""
    return in_range(value, 1, 65535)


def group_id(value: int) -> list[str]:
    """A Unix group id."""
    return in_range(value, 0, 2**31 - 1)


def user_id(value: int) -> list[str]:
    """A Unix user id."""
    return in_range(value, 0, 2**31 - 1)


def in_range(value: int, low: int, high: int) -> list[str]:
    """Between two bounds, both allowed."""
    return [] if low <= value <= high else [f"must be between {low} and {high}, inclusive"]


def port_name(value: str) -> list[str]:
    """The name of a port (RFC 6335, lower case): at most 15 characters, a letter among them."""
    faults = _too_long(value, 15)
    if not _fits("[-a-z0-9]+", value):
        faults.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    if not re.search("[a-z]", value):
        faults.append("must contain at least one letter (a-z)")
    if "--" in value:
        faults.append("must not contain consecutive hyphens")
    if value.startswith("-") or value.endswith("-"):
        faults.append("must not begin or end with a hyphen")
    return faults


def percent(value: str) -> list[str]:
    """``25%``."""
    return _matching(value, None, _PERCENT, _PERCENT_FAULT, "1%", "93%")


def http_header_name(value: str) -> list[str]:
    """``X-Header-Name``."""
    return _matching(value, None, _HEADER, _HEADER_FAULT, "X-Header-Name")


def env_var_name(value: str) -> list[str]:
    """The name of an environment variable, by the strict rule."""
    examples = ("my.env-name", "MY_ENV.NAME", "MyEnvName1")
    return _matching(value, None, _ENV, _ENV_FAULT, *examples) + _dots(value)


def relaxed_env_var_name(value: str) -> list[str]:
    """The name of an environment variable: printable ASCII without ``=``."""
    faults = [] if value else ["environment variable name must be non-empty"]
    if not all(" " <= char <= "~" and char != "=" for char in value):
        faults.append(_RELAXED_ENV_FAULT)
    return faults


def config_map_key(value: str) -> list[str]:
    """A key of a ConfigMap or a Secret: a file name without directories."""
    examples = ("key.name", "KEY_NAME", "key-name")
    limit = DNS1123_SUBDOMAIN_MAX
    return _matching(value, limit, _CONFIG_KEY, _CONFIG_KEY_FAULT, *examples) + _dots(value)


def path_segment(value: str) -> list[str]:
    """A name of an object that is no more than a part of a path, a Role's for instance."""
    if value in (".", ".."):
        return [f"may not be '{value}'"]
    return [f"may not contain '{char}'" for char in "/%" if char in value]


def prefix_of_name(value: str) -> str:
    """A ``generateName`` as the checks of names must see it (a trailing dash is no fault).

    As maskTrailingDash does, which drops the character before the dash too.
    """
    return value[:-2] + "a" if len(value) > 1 and value.endswith("-") else value


def regex_fault(message: str, pattern: str, *examples: str) -> str:
    """How the API says that a value does not match: with examples and the pattern."""
    if not examples:
        return f"{message} (regex used for validation is '{pattern}')"
    shown = " or ".join(f"'{example}', " for example in examples)
    return f"{message} (e.g. {shown}regex used for validation is '{pattern}')"


def length_fault(limit: int) -> str:
    """How the API says that a value is too long."""
    return f"must be no more than {limit} characters"


def _byte_length_fault(limit: int) -> str:
    # Label keys and values have moved to a package that counts, and says, bytes.
    return f"must be no more than {limit} bytes"


def _too_long(value: str, limit: int) -> list[str]:
    return [length_fault(limit)] if _bytes(value) > limit else []


def _matching(value: str, limit: int | None, pattern: str, fault: str, *examples: str) -> list[str]:
    faults = [] if limit is None else _too_long(value, limit)
    if not _fits(pattern, value):
        faults.append(regex_fault(fault, pattern, *examples))
    return faults


def _dots(value: str) -> list[str]:
    if value in (".", ".."):
        return [f"must not be '{value}'"]
    return ["must not start with '..'"] if value.startswith("..") else []


def _fits(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern, value) is not None


def _bytes(value: str) -> int:
    return len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))
