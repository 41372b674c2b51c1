"""What a template prints for an object (text/template/exec.go)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.shell.kubectl.output.go_template import nodes
from cluster_sim.world.shell.kubectl.output.go_template.faults import CallFault, TemplateFault
from cluster_sim.world.shell.kubectl.output.go_template.functions import NAMES
from cluster_sim.world.shell.kubectl.output.go_template.values import (
    MISSING,
    Int,
    text,
    truth,
    type_name,
)

# A template does no more steps and prints no more characters than this: loops come to an end.
_MOST_STEPS = 200_000
_MOST_TEXT = 4_000_000
# How far templates call templates; Go goes further than a stack here would.
_DEEPEST = 50
_NONE = object()


class _Leave(Exception):
    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def render(template: str, parsed: nodes.Template, data: Any) -> str:
    """The text; TemplateFault with what was printed before something went wrong."""
    return _Evaluator(template, parsed, data).run()


class _Evaluator:
    def __init__(self, template: str, parsed: nodes.Template, data: Any) -> None:
        self._template, self._parsed = template, parsed
        self._name, self._depth = "output", 0
        self._variables: list[tuple[str, Any]] = [("$", data)]
        self._data = data
        # Whether ``.`` is an element of a list or map: Go calls its type an interface.
        self._boxed = False
        self._out: list[str] = []
        self._size = self._steps = 0
        self._node: Any = None

    def run(self) -> str:
        self._walk(self._parsed.body, self._data)
        return "".join(self._out)

    def _walk(self, body: tuple[Any, ...], dot: Any) -> None:
        for node in body:
            self._count()
            if isinstance(node, nodes.Text):
                self._print(node.text)
            elif isinstance(node, nodes.Action):
                value = self._pipeline(node.pipeline, dot)
                if not node.pipeline.names:
                    self._print(text(value))
            elif isinstance(node, nodes.Leave):
                raise _Leave(node.word)
            elif isinstance(node, nodes.Call):
                self._named(node, dot)
            else:
                self._block(node, dot)

    def _named(self, node: nodes.Call, dot: Any) -> None:
        """Print the template of that name; ``$`` and ``.`` in it are what it is given."""
        self._node = node
        body = self._parsed.named.get(node.name)
        if body is None:
            self._fail(f"template {quote(node.name)} not defined")
        if self._depth == _DEEPEST:
            self._fail(f"exceeded maximum template depth ({_DEEPEST})")
        given = self._pipeline(node.pipeline, dot) if node.pipeline is not None else None
        outside, self._variables = self._variables, [("$", given)]
        boxed, self._boxed = self._boxed, False
        name, self._name = self._name, node.name
        self._depth += 1
        self._walk(body, given)
        self._depth -= 1
        self._name = name
        self._variables, self._boxed = outside, boxed

    def _block(self, node: nodes.Block, dot: Any) -> None:
        scope, boxed = len(self._variables), self._boxed
        try:
            if node.word == "range":
                self._range(node, dot)
                return
            value = self._pipeline(node.pipeline, dot)
            inner = value if node.word == "with" and truth(value) else dot
            self._boxed = boxed and inner is dot
            self._walk(node.body if truth(value) else node.otherwise, inner)
        finally:
            self._boxed = boxed
            del self._variables[scope:]

    def _range(self, node: nodes.Block, dot: Any) -> None:
        names, assigns = node.pipeline.names, node.pipeline.assigns
        value = self._pipeline(node.pipeline, dot, declare=False)
        ran, scope = False, len(self._variables)
        for key, element in self._elements(value, len(names)):
            ran = True
            self._count()
            self._boxed = not isinstance(value, int)
            for name, each in zip(
                names, (key, element)[-len(names) :] if names else (), strict=False
            ):
                self._assign(name, each) if assigns else self._variables.append((name, each))
            try:
                self._walk(node.body, element)
            except _Leave as leave:
                if leave.word == "break":
                    break
            finally:
                del self._variables[scope:]
        if not ran:
            self._walk(node.otherwise, dot)

    def _elements(self, value: Any, names: int) -> Iterator[tuple[Any, Any]]:
        if value is None or value is MISSING:
            return iter(())
        if isinstance(value, dict):
            return iter(sorted(value.items()))
        if isinstance(value, list):
            return ((Int(at), each) for at, each in enumerate(value))
        if isinstance(value, int) and not isinstance(value, bool):
            if names > 1:
                self._fail(f"can't use {value} to iterate over more than one variable")
            return ((Int(at), Int(at)) for at in range(value))
        self._fail(f"range can't iterate over {text(value)}")

    def _pipeline(self, node: nodes.Pipeline, dot: Any, declare: bool = True) -> Any:
        self._node = node
        value: Any = _NONE
        for command in node.commands:
            self._count()
            value = self._command(command, dot, value)
        for name in node.names if declare else ():
            if node.assigns:
                self._assign(name, value)
            else:
                self._variables.append((name, value))
        return value

    def _assign(self, name: str, value: Any) -> None:
        for at in range(len(self._variables) - 1, -1, -1):
            if self._variables[at][0] == name:
                self._variables[at] = (name, value)
                return
        self._fail(f"undefined variable: {name}")

    def _command(self, command: nodes.Command, dot: Any, final: Any) -> Any:
        first, called = command.args[0], len(command.args) > 1 or final is not _NONE
        if isinstance(first, nodes.Function):
            return self._call(command, first, dot, final)
        if isinstance(first, nodes.Path) and first.fields:
            return self._path(first, dot, called)
        if called:
            if not isinstance(first, nodes.Pipeline):
                self._node = first
            self._fail(f"can't give argument to non-function {first}")
        if isinstance(first, nodes.Value) and first.kind == "nil":
            self._node = first
            self._fail("nil is not a command")
        return self._argument(first, dot)

    def _argument(self, node: Any, dot: Any) -> Any:
        self._node = node
        if isinstance(node, nodes.Pipeline):
            return self._pipeline(node, dot)
        if isinstance(node, nodes.Path):
            return self._path(node, dot, False)
        if isinstance(node, nodes.Function):
            return self._call(nodes.Command(node.at, (node,)), node, dot, _NONE)
        return {"dot": dot, "nil": None}.get(node.kind, node.value)

    def _path(self, node: nodes.Path, dot: Any, called: bool) -> Any:
        self._node, value = node, dot
        if isinstance(node.start, nodes.Pipeline):
            value = self._pipeline(node.start, dot)
            # What goes wrong with the fields is put down to what came last.
        elif node.start is not None:
            value = next(held for name, held in reversed(self._variables) if name == node.start)
        for place, field in enumerate(node.fields):
            last = place == len(node.fields) - 1
            inside = place > 0 or (node.start is None and self._boxed)
            value = self._field(value, field, called and last, inside)
        return value

    def _field(self, value: Any, field: str, called: bool, inside: bool) -> Any:
        if value is MISSING:
            return MISSING
        held = "interface {}" if inside else type_name(value)
        if value is None:
            self._fail(f"nil pointer evaluating interface {{}}.{field}")
        if not isinstance(value, dict):
            self._fail(f"can't evaluate field {field} in type {held}")
        if called:
            self._fail(f"{field} is not a method but has arguments")
        return value.get(field, MISSING)

    def _call(self, command: nodes.Command, name: nodes.Function, dot: Any, final: Any) -> Any:
        function, least, exact, of_text = NAMES[name.name]
        given = command.args[1:]
        count = len(given) + (final is not _NONE)
        self._node = name
        if count < least or (exact and count > least):
            want = f"{'' if exact else 'at least '}{least}"
            self._fail(f"wrong number of args for {name}: want {want} got {count}")
        if name.name in ("and", "or"):
            return self._choose(name.name == "or", given, dot, final)
        values = []
        for node in given:
            values.append(self._argument(node, dot))
            if of_text and len(values) == 1:
                self._check_text(values[0], node)
        if final is not _NONE:
            if of_text and not values and not isinstance(final, str):
                self._fail(f"wrong type for value; expected string; got {type_name(final)}")
            values.append(final)
        try:
            made = function(*(None if value is MISSING else value for value in values))
        except CallFault as fault:
            self._node = command
            self._fail(f"error calling {name}: {fault}")
        self._make(len(made) if isinstance(made, str) else 0)
        return made

    def _check_text(self, value: Any, node: Any) -> None:
        if value is MISSING or value is None:
            self._fail("invalid value; expected string")
        if not isinstance(value, str):
            self._fail(
                f"expected string; found {node}"
                if isinstance(node, nodes.Value)
                else f"wrong type for value; expected string; got {type_name(value)}"
            )

    def _choose(self, until: bool, given: tuple[Any, ...], dot: Any, final: Any) -> Any:
        """``and`` and ``or`` look no further than they must."""
        value: Any = MISSING
        for node in given:
            value = self._argument(node, dot)
            if truth(value) == until:
                return value
        return value if final is _NONE else final

    def _count(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            self._fail("the template takes too many steps for this simulation")

    def _print(self, printed: str) -> None:
        self._out.append(printed)
        self._make(len(printed))

    def _make(self, characters: int) -> None:
        """So much more text was made, whether it is printed or kept in a variable."""
        self._size += characters
        if self._size > _MOST_TEXT:
            self._fail("the template makes too much text for this simulation")

    def _fail(self, message: str) -> NoReturn:
        at = self._node.at if self._node is not None else 0
        before = self._template[:at]
        line_start = before.rfind("\n") + 1
        column = len(before[line_start:].encode(errors="replace"))
        place = f"output:{before.count(chr(10)) + 1}:{column}"
        raise TemplateFault(
            f"template: {place}: executing {quote(self._name)} at <{self._node}>: {message}",
            "".join(self._out),
        )
