"""Short Python programs of ``python3 -c``, as tutorials give them to a Job.

What is run: imports of os, sys and time, assignments, if, for over a range, print, sleep, exit,
raise, and expressions of numbers, texts and the environment. Anything else ends with a
NotImplementedError that says what it was.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

_MODULES: Final = ("os", "sys", "time")
_STEPS: Final = 10_000
_LONGEST: Final = 65_536
_BIGGEST: Final = 10**18
_ARITHMETIC: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


class Said(NamedTuple):
    """A line for standard output or error, so many µs after the start of the program."""

    after: int
    text: str
    is_error: bool = False


class Outcome(NamedTuple):
    """What a program says, when it ends (µs after its start) and with which code."""

    said: tuple[Said, ...]
    after: int
    code: int


class _Exit(Exception):
    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


class _Raised(Exception):
    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind, text)
        self.kind, self.text = kind, text


def execute(source: str, env: Mapping[str, str]) -> Outcome:
    """Run the program with that environment."""
    run = _Run(env)
    code = 0
    try:
        run.body(ast.parse(source).body)
    except SyntaxError as problem:
        run.complain(f"SyntaxError: {problem.msg}")
        code = 1
    except (RecursionError, MemoryError):
        run.complain("SyntaxError: too many nested parentheses")
        code = 1
    except _Exit as end:
        code = run.exit_code(end.value)
    except _Raised as problem:
        run.fail(problem.kind, problem.text)
        code = 1
    except (TypeError, ValueError, ArithmeticError, KeyError) as problem:
        run.fail(type(problem).__name__, str(problem))
        code = 1
    return Outcome(tuple(run.said), run.now, code)


class _Run:
    """One run: its names, its clock, what it has said."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.said: list[Said] = []
        self.now = 0
        self._env = env
        self._names: dict[str, Any] = {}
        self._left = _STEPS
        self._line = 1

    def body(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self._left -= 1
            if self._left < 0:
                raise _unknown("a program of so many steps")
            self._line = statement.lineno
            self._do(statement)

    def complain(self, text: str) -> None:
        self.said.append(Said(self.now, text, True))

    def fail(self, kind: str, text: str) -> None:
        """The traceback of an exception that nobody caught."""
        self.complain("Traceback (most recent call last):")
        self.complain(f'  File "<string>", line {self._line}, in <module>')
        self.complain(f"{kind}: {text}" if text else kind)

    def exit_code(self, value: Any) -> int:
        if value is None:
            return 0
        if isinstance(value, int):
            return int(value) % 256
        self.complain(str(value))
        return 1

    def _do(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Import(names=names):
                for each in names:
                    if each.name not in _MODULES:
                        text = f"No module named '{each.name}'"
                        raise _Raised("ModuleNotFoundError", text)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._names[name] = self._value(value)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                self._names[name] = self._arithmetic(op, self._name(name), self._value(value))
            case ast.If(test=test, body=body, orelse=otherwise):
                self.body(body if self._value(test) else otherwise)
            case ast.For(target=ast.Name(id=name), iter=source, body=body, orelse=[]):
                for number in self._range(source):
                    self._names[name] = number
                    self.body(body)
            case ast.Raise(exc=ast.Call(func=ast.Name(id=kind), args=args)):
                raise _Raised(kind, " ".join(str(self._value(each)) for each in args))
            case ast.Expr(value=ast.Call() as call):
                self._call(call)
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                pass
            case _:
                raise _unknown(ast.unparse(statement).partition("\n")[0])

    def _range(self, source: ast.expr) -> range:
        match source:
            case ast.Call(func=ast.Name(id="range"), args=args):
                return range(*(int(self._value(each)) for each in args))
        raise _unknown(ast.unparse(source))

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self._name(name)
            case ast.JoinedStr(values=parts):
                return "".join(str(self._value(part)) for part in parts)
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self._value(value)
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(op, self._value(left), self._value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._value(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._value(operand)
            case ast.BoolOp(op=op, values=values):
                return self._truth(isinstance(op, ast.And), values)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._compare(self._value(left), ops, others)
            case ast.Subscript(value=value, slice=key) if ast.unparse(value) == "os.environ":
                return self._env[self._value(key)]
            case ast.Call():
                return self._call(node)
        raise _unknown(ast.unparse(node))

    def _name(self, name: str) -> Any:
        if name not in self._names:
            raise _Raised("NameError", f"name '{name}' is not defined")
        return self._names[name]

    def _arithmetic(self, op: ast.operator, left: Any, right: Any) -> Any:
        function = _ARITHMETIC.get(type(op))
        if function is None:
            raise _unknown("this operator")
        if (isinstance(left, str) or isinstance(right, str)) and not isinstance(op, ast.Add):
            raise _unknown("this operation on a text")
        found = function(left, right)
        if isinstance(found, str) and len(found) > _LONGEST:
            raise _unknown("so long a text")
        if isinstance(found, int) and abs(found) > _BIGGEST:
            raise _unknown("so large a number")
        return found

    def _truth(self, every: bool, values: list[ast.expr]) -> Any:
        found: Any = every
        for value in values:
            found = self._value(value)
            if bool(found) != every:
                break
        return found

    def _compare(self, left: Any, ops: list[ast.cmpop], others: list[ast.expr]) -> bool:
        for op, other in zip(ops, others, strict=True):
            right = self._value(other)
            if not _COMPARISONS[type(op)](left, right):
                return False
            left = right
        return True

    def _call(self, call: ast.Call) -> Any:
        name = ast.unparse(call.func)
        args = [self._value(each) for each in call.args]
        match name, args:
            case "print", _:
                self._print(args, call.keywords)
            case "sys.exit" | "exit" | "quit", _:
                raise _Exit(args[0] if args else None)
            case "time.sleep", [int() | float() as seconds]:
                self.now += int(max(0, min(seconds, 10**9)) * 1_000_000)
            case "os.environ.get" | "os.getenv", [key, *default]:
                return self._env.get(key, default[0] if default else None)
            case "int", [int() | float() | str() as value]:
                return int(value)
            case "int", [None]:
                text = "int() argument must be a string, a bytes-like object or a real number"
                raise _Raised("TypeError", f"{text}, not 'NoneType'")
            case "float", [int() | float() | str() as value]:
                return float(value)
            case "str", [value]:
                return str(value)
            case "len", [str() as value]:
                return len(value)
            case _:
                raise _unknown(f"{name}()")
        return None

    def _print(self, args: list[Any], keywords: list[ast.keyword]) -> None:
        to_error = False
        for keyword in keywords:
            if keyword.arg == "file" and ast.unparse(keyword.value) == "sys.stderr":
                to_error = True
            elif keyword.arg != "flush":
                raise _unknown(f"print({keyword.arg}=…)")
        for line in " ".join(map(str, args)).split("\n"):
            self.said.append(Said(self.now, line, to_error))


def _unknown(what: str) -> _Raised:
    return _Raised("NotImplementedError", f"the simulation does not run {what}")
