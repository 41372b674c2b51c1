"""``-o go-template=…`` with kubectl's errors (cli-runtime/pkg/printers/template.go)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api.gotext import json_text, quote, shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.go_template.evaluator import render
from cluster_sim.world.shell.kubectl.output.go_template.faults import TemplateFault
from cluster_sim.world.shell.kubectl.output.go_template.parser import parse


def printer(template: str) -> Callable[[Object], str]:
    """The function from an object to what the template prints for it; missing keys print
    ``<no value>``.

    Raises PrinterError for a template that cannot be read; so does the function when something
    goes wrong, after which what it had printed is ``printed`` of the error.
    """
    if not template:
        raise PrinterError("template format specified but no template given")
    try:
        parsed = parse(template)
    except TemplateFault as fault:
        raise PrinterError(f"error parsing template {template}, {fault}") from fault

    def text(obj: Object) -> str:
        try:
            return render(template, parsed, obj)
        except TemplateFault as fault:
            raise PrinterError(
                f"error executing template {quote(template)}: {fault}",
                fault.printed + _explained(template, obj, str(fault)),
            ) from fault

    return text


def _explained(template: str, obj: Object, why: str) -> str:
    return (
        f"Error executing template: {why}. "
        "Printing more information for debugging the template:\n"
        f"\ttemplate was:\n\t\t{template}\n"
        f"\traw data was:\n\t\t{json_text(obj)}\n"
        f"\tobject given to template engine was:\n\t\t{shown(obj)}\n\n"
    )
