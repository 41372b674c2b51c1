"""``-o go-template=…`` prints what text/template would, and never falls over."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.formats import printer

MAP = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "c", "labels": None},
    "data": {"a": "b", "n": "x"},
    "items": [{"n": 1}, {"n": 2.5}, []],
}
_PIECES = st.sampled_from(
    [
        *("{{", "}}", "{{- ", " -}}", "{{range .items}}", "{{range $i, $e := .data}}", "{{end}}"),
        *("{{if .kind}}", "{{else}}", "{{else if eq 1 2}}", "{{with .metadata}}", "{{break}}"),
        *(".", ".kind", ".n", "$", "$e", "$x := ", "$x = ", " | ", "(", ")", " ", "\n", '"a"'),
        *("len ", "index ", "printf ", '"%5.2f%v%d"', "eq ", "lt ", "not ", "and ", "print "),
        *("1", "-2", "1e3", "'a'", "`r`", "nil", "true", "base64decode ", "exists ", ".metadata"),
        *("{{range 999999999999}}", "{{/* c */}}", '"\\ud800"', "\u00e9", ".items", "%", ","),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=3), max_size=14).map("".join))
@example("{{range 999999999}}{{range 999999999}}x{{end}}{{end}}")
@example("{{" + "(" * 5000 + "1")
@example("{{if 1}}" * 5000)
@example('{{printf "%999999999d" 1}}')
@example("{{1" + "0" * 5000 + "}}")
@example("{{1e999999}}")
@example("{{0x1p4}}")
def test_any_template_prints_or_says_why_not(template: str) -> None:
    try:
        printer(f"go-template={template}")(MAP)
    except PrinterError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{.metadata.name}} {{.nope}} {{.nope.x.y}}", "c <no value> <no value>"),
        ("{{range $k, $v := .data}}{{$k}}={{$v}};{{end}}", "a=b;n=x;"),
        ("{{range .nope}}x{{else}}none{{end}}{{range 3}}{{.}}{{end}}", "none012"),
        ("{{range .data}}{{.}}{{continue}}z{{end}}{{range .data}}{{break}}{{end}}", "bx"),
        ("{{if eq 1 2}}a{{else if true}}b{{else}}c{{end}}", "b"),
        ("{{with .nope}}{{else with .data}}{{.a}}{{end}}", "b"),
        ("  {{- .kind -}}  x {{- /* c */ -}} y", "ConfigMapxy"),
        ('{{"YWJj" | base64decode}} {{exists . "data" "a"}} {{exists . "x"}}', "abc true false"),
        ('{{index .data "a"}} {{(index .items 1).n}} {{len .kind}}', "b 2.5 9"),
        ('{{.kind | printf "%s-%s" "a" | len}} {{and 1 0}} {{or 0 "x"}}', "11 0 x"),
        ('{{print "a" 1 2 "b" "c" nil}} {{println "a" 1}}', "a1 2bc<nil> a 1\n"),
        ("{{$x := 1}}{{if 1}}{{$x = 2}}{{$x := 3}}{{end}}{{$x}}", "2"),
        (
            '{{printf "%5s|%-5s|%05d|%.2f|%x|%t" "a" "b" 3 1.5 255 true}}',
            "    a|b    |00003|1.50|ff|true",
        ),
        (
            '{{printf "%d" "x"}} {{printf "%s"}} {{printf "%s" 1 2}}',
            "%!d(string=x) %!s(MISSING) %!s(int=1)%!(EXTRA int=2)",
        ),
    ],
)
def test_templates_print(template: str, printed: str) -> None:
    assert printer(f"go-template={template}")(MAP) == printed


def test_text_that_doubles_and_doubles_is_given_up():
    template = "{{$x := .kind}}{{range 99}}{{$x = print $x $x}}{{end}}{{len $x}}"
    with pytest.raises(PrinterError, match="too much text"):
        printer(f"go-template={template}")(MAP)
