"""Libraries of functions for CEL, and how one function is declared.

Values that CEL has no type for (a quantity, an address) are maps with one telling key; equal
values are equal maps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cel_expr_python import cel

Type = cel.Type
BOOL, INT, DOUBLE, STRING = Type.BOOL, Type.INT, Type.DOUBLE, Type.STRING
LIST, MAP, DYN = Type.LIST, Type.MAP, Type.DYN
# What a parameter of any type is at run time: overloads are chosen by the value's own type.
EVERY_TYPE: Final = (
    *(Type.BOOL, Type.INT, Type.UINT, Type.DOUBLE, Type.STRING, Type.BYTES),
    *(Type.LIST, Type.MAP, Type.TIMESTAMP, Type.DURATION, Type.NULL),
)


@dataclass(frozen=True, eq=False)
class Library:
    """Functions that belong together."""

    name: str
    functions: tuple[Any, ...]


@dataclass(frozen=True)
class Form:
    """One form of a function: what it takes, what it gives, and who works it out.

    A ``member`` is called on its first parameter. The work raises ValueError for what it
    cannot do: the expression then fails with these words.
    """

    takes: Sequence[Any]
    gives: Any
    work: Callable[..., Any]
    member: bool = True


def function(name: str, *forms: Form) -> Any:
    """A function with all its forms."""
    return cel.FunctionDecl(
        name,
        [
            cel.Overload(
                _identity(name, form), form.gives, list(form.takes), form.member, form.work
            )
            for form in forms
        ],
    )


def _identity(name: str, form: Form) -> str:
    kinds = "_".join(str(kind).lower() for kind in form.takes)
    return f"{name}_{kinds}_{'member' if form.member else 'global'}".replace(".", "_")
