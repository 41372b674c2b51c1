"""``kubectl top pod`` (pkg/cmd/top/top_pod.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import duration, timestamps
from cluster_sim.world.kube.api.meta import full_name, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import MINUTE
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.kubectl.verbs import top
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    *top.FLAGS,
    switch("all-namespaces", "A"),
    switch("containers"),
    flag("field-selector"),
    switch("sum"),
)
_KEY: Final = "pods.metrics.k8s.io"
# A pod that is older should have been measured (metricsCreationDelay).
_DELAY: Final = 2 * MINUTE
_HEADERS: Final = ("NAME", "CPU(cores)", "MEMORY(bytes)")


def run(command: Invocation) -> Outcome:
    """Print what each pod, or each of its containers, uses."""
    top.check(command, "pod [NAME | -l label]")
    name = command.args[0] if command.args else ""
    if name and (command.value("selector") or command.value("field-selector")):
        raise error("only one of NAME or selector can be provided")
    top.check_available(command)
    found = _measured(command, name)
    if not found:
        _explain_nothing(command)
        return Exit()
    _print(command, found)
    return Exit()


def _measured(command: Invocation, name: str) -> list[Object]:
    namespace = None if command.value("all-namespaces") else command.namespace
    if name:
        return [command.client.get(_KEY, namespace or "", name)]
    labels, fields = command.value("selector"), command.value("field-selector")
    found: list[Object] = command.client.list(_KEY, namespace, labels=labels)["items"]
    if found and fields:
        pods = command.client.list("pods", namespace, labels=labels, fields=fields)["items"]
        chosen = frozenset(full_name(pod) for pod in pods)
        found = [each for each in found if full_name(each) in chosen]
    return found


def _explain_nothing(command: Invocation) -> None:
    """Why nothing is measured: no pods, or pods that are too new or too old for that."""
    labels, fields = command.value("selector"), command.value("field-selector")
    client = command.client
    pods = client.list("pods", command.namespace, labels=labels, fields=fields)["items"]
    for pod in pods:
        age = client.now - timestamps.parse(pod["metadata"]["creationTimestamp"])
        if age > _DELAY:
            raise error(
                f"Metrics not available for pod {full_name(pod)}, age: {duration.text(age)}"
            )
    if pods:
        raise error("metrics not available yet")
    where = "" if command.value("all-namespaces") else f" in {command.namespace} namespace."
    command.complain(f"No resources found{where}\n")


def _print(command: Invocation, found: list[Object]) -> None:
    spaces, parts = command.value("all-namespaces"), command.value("containers")
    order = command.value("sort-by")
    pods = [
        (
            (namespace_of(each), name_of(each)) if spaces else (name_of(each),),
            top.used(part["usage"] for part in each["containers"]),
            each,
        )
        for each in found
    ]
    lines: list[list[str]] = []
    for place, used, each in top.in_order(pods, order):
        if not parts:
            lines.append([*place, *used.shown])
            continue
        of_pod = [((c["name"],), top.used([c["usage"]]), c) for c in each["containers"]]
        for name, part, _ in top.in_order(of_pod, order):
            lines.append([*place, *name, *part.shown])
    if command.value("show-swap"):
        lines = [[*line, "0Mi"] for line in lines]
    headers = _headers(command)
    if command.value("sum"):
        lines += _sum(command, [part["usage"] for each in found for part in each["containers"]])
    shown = () if command.value("no-headers") else (*headers, "")
    command.write(plain_table(shown, [[*line, ""] for line in lines]))


def _headers(command: Invocation) -> tuple[str, ...]:
    spaces, parts, swap = (
        bool(command.value(name)) for name in ("all-namespaces", "containers", "show-swap")
    )
    return (*("NAMESPACE",) * spaces, *("POD",) * parts, *_HEADERS, *("SWAP(bytes)",) * swap)


def _sum(command: Invocation, usages: list[dict[str, str]]) -> list[list[str]]:
    """A line under the figures, and what they add up to."""
    # Without headers the columns before the figures are not counted either.
    width = len(_HEADERS) + bool(command.value("show-swap"))
    if not command.value("no-headers"):
        width = len(_headers(command))
    total = top.used(usages).shown
    total += ["0Mi"] if command.value("show-swap") else []
    return [[""] * (width - 2) + ["________", "________"], [""] * (width - 3) + ["", *total]]
