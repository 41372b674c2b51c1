"""The kubectl line that a button of the page stands for."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import CommandRefused
from cluster_sim.world.shell.language.format import quote

# Where it runs when the student's terminal is busy.
HIDDEN = "page"
_DOCUMENT_END = "MANIFESTE"
_NODE_VERBS = ("cordon", "uncordon", "drain")


def line(args: dict[str, Any]) -> str:
    """The line for {verb, resource, namespace, name, replicas, text}; CommandRefused bad-args."""
    verb, name = args.get("verb"), args.get("name")
    if verb == "apply" and isinstance(args.get("text"), str):
        return _apply(args)
    if not isinstance(name, str) or not name:
        raise CommandRefused("bad-args", kind="kube")
    if verb in _NODE_VERBS:
        options = " --ignore-daemonsets --delete-emptydir-data" if verb == "drain" else ""
        return f"kubectl {verb} {quote(name)}{options}"
    resource = args.get("resource")
    if not isinstance(resource, str) or not resource or verb not in ("delete", "scale"):
        raise CommandRefused("bad-args", kind="kube")
    about = f"{quote(resource)} {quote(name)}{_namespace(args)}"
    if verb == "delete":
        return f"kubectl delete {about}"
    replicas = args.get("replicas")
    if not isinstance(replicas, int) or isinstance(replicas, bool):
        raise CommandRefused("bad-args", kind="kube")
    return f"kubectl scale {about} --replicas={replicas}"


def _namespace(args: dict[str, Any]) -> str:
    namespace = args.get("namespace")
    if not isinstance(namespace, str) or namespace in ("", "default"):
        return ""
    return f" -n {quote(namespace)}"


def _apply(args: dict[str, Any]) -> str:
    end = _DOCUMENT_END
    while end in args["text"]:
        end += "_"
    text = args["text"].rstrip("\n")
    return f"kubectl apply{_namespace(args)} -f - <<'{end}'\n{text}\n{end}"
