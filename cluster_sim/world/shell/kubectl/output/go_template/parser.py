"""From the words of a Go template to what it is made of (text/template/parse/parse.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.shell.kubectl.output.go_template import constants, lexer, nodes
from cluster_sim.world.shell.kubectl.output.go_template.faults import TemplateFault
from cluster_sim.world.shell.kubectl.output.go_template.functions import NAMES
from cluster_sim.world.shell.kubectl.output.go_template.lexer import Token

# Deeper than anybody writes, and well within what can be worked off.
_DEEPEST = 40
_LONGEST_SHOWN = 10
_NOT_CALLABLE = ("dot", "nil", "constant")


def parse(template: str) -> nodes.Template:
    """The nodes of a template; TemplateFault in text/template's words."""
    return _Parser(template).read()


class _Parser:
    def __init__(self, template: str) -> None:
        self._template = template
        self._tokens = lexer.tokens(template)
        self._at = self._depth = self._ranges = 0
        self._variables = ["$"]
        self._named: dict[str, tuple[Any, ...]] = {}

    def read(self) -> nodes.Template:
        body, ending = self._list(outermost=True)
        if ending != "EOF":
            raise self._fault(f"unexpected {{{{{ending}}}}}")
        return nodes.Template(body, self._named)

    def _list(self, outermost: bool = False) -> tuple[tuple[Any, ...], str]:
        """The nodes up to ``end``, ``else`` or the end of all, and which of them it was."""
        body: list[Any] = []
        while True:
            token = self._next()
            if token.kind == lexer.EOF:
                return tuple(body), "EOF"
            if token.kind == lexer.TEXT:
                body.append(nodes.Text(token.text))
                continue
            if token.kind != lexer.OPEN:
                raise self._unexpected(token, "input")
            word = self._peek.text if self._peek.kind == lexer.KEYWORD else ""
            if word in ("end", "else"):
                self._next()
                self._end_of(word)
                return tuple(body), word
            if word == "define" and outermost:
                self._define()
            else:
                body.append(self._action(word))

    def _end_of(self, word: str) -> None:
        if word == "else" and self._peek.kind == lexer.KEYWORD and self._peek.text in _ELSE:
            return
        self._close(word)

    def _close(self, context: str) -> None:
        token = self._next()
        if token.kind != lexer.CLOSE:
            raise self._unexpected(token, context)

    def _action(self, word: str) -> Any:
        if word in ("if", "with", "range"):
            self._next()
            return self._block(word)
        if word in ("break", "continue"):
            self._next()
            self._close(f"{{{{{word}}}}}")
            if not self._ranges:
                raise self._fault(f"{{{{{word}}}}} outside {{{{range}}}}")
            return nodes.Leave(word)
        if word in ("template", "block"):
            return self._call(word)
        return nodes.Action(self._pipeline("command", lexer.CLOSE))

    def _define(self) -> None:
        """``{{define "name"}}…{{end}}``, which prints nothing where it stands."""
        self._next()
        token = self._name("define clause")
        self._close("define clause")
        self._body_of(constants.string(token.text))

    def _call(self, word: str) -> nodes.Call:
        """``template``, or ``block``, which defines what it calls."""
        self._next()
        token = self._name(f"{word} clause")
        name, pipeline = constants.string(token.text), None
        if word == "block" or self._peek.kind != lexer.CLOSE:
            pipeline = self._pipeline(f"{word} clause", lexer.CLOSE)
        else:
            self._next()
        if word == "block":
            self._body_of(name)
        return nodes.Call(token.at, name, token.text, pipeline)

    def _name(self, context: str) -> Token:
        token = self._next()
        if token.kind != lexer.STRING:
            raise self._unexpected(token, context)
        return token

    def _body_of(self, name: str) -> None:
        """What follows, up to its end, is the template of that name; only ``$`` is known in it."""
        outside, self._variables = self._variables, ["$"]
        ranges, self._ranges = self._ranges, 0
        self._deeper()
        body, ending = self._list()
        if ending == "EOF":
            raise self._fault("unexpected EOF")
        if ending != "end":
            raise self._fault(f"unexpected {{{{{ending}}}}} in define clause")
        self._depth -= 1
        self._variables, self._ranges = outside, ranges
        if name in self._named:
            raise self._fault(f"template: multiple definition of template {quote(name)}")
        self._named[name] = body

    def _block(self, word: str) -> nodes.Block:
        scope = len(self._variables)
        self._deeper()
        pipeline = self._pipeline(word, lexer.CLOSE)
        self._ranges += word == "range"
        body, ending = self._list()
        self._ranges -= word == "range"
        otherwise: tuple[Any, ...] = ()
        if ending == "else":
            if word != "range" and self._peek.kind == lexer.KEYWORD and self._peek.text == word:
                self._next()
                otherwise, ending = (self._block(word),), "end"
            else:
                self._check_else()
                otherwise, ending = self._list()
        if ending == "EOF":
            raise self._fault("unexpected EOF")
        if ending != "end":
            raise self._fault("expected end; found {{else}}")
        self._depth -= 1
        del self._variables[scope:]
        return nodes.Block(word, pipeline, body, otherwise)

    def _check_else(self) -> None:
        """What follows ``else`` is not what its block may go on with."""
        if self._peek.kind == lexer.KEYWORD and self._peek.text in _ELSE:
            raise self._unexpected(self._next(), "else")

    def _pipeline(self, context: str, end: str) -> nodes.Pipeline:
        at = self._peek.at
        names, assigns = self._declared(context)
        commands: list[nodes.Command] = []
        while True:
            token = self._peek
            if end in (token.kind, token.text):
                self._next()
                break
            if token.kind in _STARTS or token.text in (".", "nil", "("):
                commands.append(self._command())
                continue
            raise self._unexpected(self._next(), context)
        if not commands:
            raise self._fault(f"missing value for {context}")
        for stage, command in enumerate(commands[1:], 2):
            if getattr(command.args[0], "kind", "") in _NOT_CALLABLE:
                raise self._fault(f"non executable command in pipeline stage {stage}")
        return nodes.Pipeline(at, names, assigns, tuple(commands))

    def _declared(self, context: str) -> tuple[tuple[str, ...], bool]:
        names: list[str] = []
        while self._peek.kind == lexer.VARIABLE:
            after = self._tokens[self._at + 1]
            if after.kind != "sign" or after.text not in (":=", "=", ","):
                break
            names.append(self._next().text)
            self._variables.append(names[-1])
            self._next()
            if after.text != ",":
                return tuple(names), after.text == "="
            if context != "range" or len(names) > 1:
                raise self._fault(f"too many declarations in {context}")
            if self._peek.kind not in (lexer.VARIABLE, lexer.CLOSE) and self._peek.text != ")":
                raise self._fault("range can only initialize variables")
        return tuple(names), False

    def _command(self) -> nodes.Command:
        at = self._peek.at
        args: list[Any] = []
        while True:
            operand = self._operand()
            if operand is not None:
                args.append(operand)
            token = self._peek
            if token.kind == lexer.CLOSE or (token.text == ")" and token.kind == "sign"):
                break
            if token.kind == "sign" and token.text == "|":
                self._next()
                break
            if not token.spaced or operand is None:
                raise self._unexpected(self._next(), "operand")
        if not args:
            raise self._fault("empty command")
        return nodes.Command(at, tuple(args))

    def _operand(self) -> Any:
        term = self._term()
        if self._peek.kind != lexer.FIELD or self._peek.spaced or term is None:
            return term
        at, fields = self._peek.at, []
        while self._peek.kind == lexer.FIELD and not self._peek.spaced:
            fields.append(self._next().text[1:])
        if isinstance(term, nodes.Path):
            return nodes.Path(at, term.start, (*term.fields, *fields))
        if isinstance(term, nodes.Value) and term.kind != "dot":
            raise self._fault(f"unexpected . after term {quote(str(term))}")
        return nodes.Path(at, term if isinstance(term, nodes.Pipeline) else None, tuple(fields))

    def _term(self) -> Any:
        token = self._peek
        if token.kind == "sign" and token.text == "(":
            self._next()
            self._deeper()
            inner = self._pipeline("parenthesized pipeline", ")")
            self._depth -= 1
            return inner
        if token.kind not in _STARTS and token.text not in (".", "nil"):
            return None
        self._next()
        if token.kind == lexer.FIELD:
            return nodes.Path(token.at, None, (token.text[1:],))
        if token.kind == lexer.VARIABLE:
            if token.text not in self._variables:
                raise self._fault(f"undefined variable {quote(token.text)}")
            return nodes.Path(token.at, token.text, ())
        if token.kind == lexer.NAME and token.text not in ("true", "false"):
            if token.text not in NAMES:
                raise self._fault(f"function {quote(token.text)} not defined")
            return nodes.Function(token.at, token.text)
        return self._value(token)

    def _value(self, token: Token) -> nodes.Value:
        if token.kind == lexer.KEYWORD:
            return nodes.Value(token.at, token.text, "dot" if token.text == "." else "nil")
        if token.kind == lexer.NAME:
            return nodes.Value(token.at, token.text, "constant", token.text == "true")
        readers = {lexer.NUMBER: constants.number, lexer.CHAR: constants.character}
        try:
            value = readers.get(token.kind, constants.string)(token.text)
        except ValueError as fault:
            raise self._fault(str(fault)) from fault
        return nodes.Value(token.at, token.text, "constant", value)

    @property
    def _peek(self) -> Token:
        return self._tokens[min(self._at, len(self._tokens) - 1)]

    def _next(self) -> Token:
        token = self._peek
        self._at += 1
        return token

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault("max expression depth exceeded")

    def _unexpected(self, token: Token, context: str) -> TemplateFault:
        if token.kind == lexer.ERROR:
            return self._fault(token.text)
        shown = quote(token.text)
        if token.kind == lexer.EOF:
            shown = "EOF"
        elif token.kind == lexer.KEYWORD:
            shown = f"<{token.text}>"
        elif len(token.text) > _LONGEST_SHOWN:
            shown = quote(token.text[:_LONGEST_SHOWN]) + "..."
        return self._fault(f"unexpected {shown} in {context}")

    def _fault(self, message: str) -> TemplateFault:
        last = self._tokens[max(0, min(self._at, len(self._tokens)) - 1)]
        line = 1 + self._template.count("\n", 0, last.at)
        return TemplateFault(f"template: output:{line}: {message}")


_ELSE = ("if", "with")
_STARTS = (*(lexer.FIELD, lexer.VARIABLE, lexer.NAME, lexer.NUMBER, lexer.STRING, lexer.CHAR),)
