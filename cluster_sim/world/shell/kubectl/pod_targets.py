"""Which pod and which container a command means: ``web``, ``deploy/web``, ``-c nginx``.

pkg/polymorphichelpers/attachablepodforobject.go, helpers.go (GetFirstPod), pkg/cmd/util/podcmd.
"""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_active, is_ready, phase_of
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import find

DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container"
_RANKS = {"Running": 0, "Unknown": 1, "Pending": 2}


def pod_of(command: Invocation, argument: str) -> Object:
    """The pod that a name or TYPE/NAME stands for; StatusError or Failure when there is none."""
    kind, slash, name = argument.partition("/")
    if not slash:
        return command.client.get("pods", command.namespace, argument)
    if "/" in name:
        raise error("arguments in resource/name form may not have more than one slash")
    if not kind or not name:
        text = f"arguments in resource/name form must have a single resource and name: {argument}"
        raise error(text)
    resource = find(command.process.world, kind)[0].key
    if resource == "pods":
        return command.client.get("pods", command.namespace, name)
    return _first_pod(command, command.client.get(resource, command.namespace, name))


def selector_of(owner: Object) -> str:
    """The label selector by which a workload or a Service chooses its pods; empty: none."""
    selector = (owner.get("spec") or {}).get("selector") or {}
    if "matchLabels" in selector or "matchExpressions" in selector:
        parts = [f"{key}={value}" for key, value in (selector.get("matchLabels") or {}).items()]
        parts += [_expression(each) for each in selector.get("matchExpressions") or ()]
        return ",".join(sorted(parts))
    return ",".join(f"{key}={value}" for key, value in sorted(selector.items()))


def container_of(command: Invocation, pod: Object, asked: str, quiet: bool = False) -> str:
    """The container asked for, or the usual one; which it is is told when there are several."""
    spec = pod["spec"]
    mains = [each["name"] for each in spec["containers"]]
    if asked:
        if asked not in container_names(pod):
            raise error(f"container {asked} not found in pod {name_of(pod)}")
        return asked
    wanted = (pod["metadata"].get("annotations") or {}).get(DEFAULT_CONTAINER, "")
    if wanted:
        if wanted in container_names(pod):
            return wanted
        command.complain(f'Default container name "{wanted}" not found in pod {name_of(pod)}\n')
    if len(shown_names(pod)) > 1 and not quiet:
        shown = ", ".join(shown_names(pod))
        command.complain(f'Defaulted container "{mains[0]}" out of: {shown}\n')
    return str(mains[0])


def container_names(pod: Object) -> list[str]:
    """All containers, init containers and ephemeral ones included."""
    spec = pod["spec"]
    return [
        each["name"]
        for kind in ("initContainers", "containers", "ephemeralContainers")
        for each in spec.get(kind) or ()
    ]


def check_not_completed(pod: Object) -> None:
    """Failure for a pod in which nothing runs any more."""
    phase = phase_of(pod)
    if phase in ("Succeeded", "Failed"):
        text = "cannot exec into a container in a completed pod; current phase is"
        raise error(f"{text} {phase}")


def key_of(pod: Object) -> tuple[str, str]:
    """Namespace and name."""
    return namespace_of(pod), name_of(pod)


def _first_pod(command: Invocation, owner: Object) -> Object:
    """The pod that is most likely to answer (client-go's ActivePods): ready ones first."""
    selector = selector_of(owner)
    if not selector:
        kind = owner["kind"]
        raise error(f"cannot attach to *v1.{kind}: selector missing")
    pods = command.client.list("pods", command.namespace, selector)["items"]
    if not pods:
        raise error("timed out waiting for the condition")
    pods.sort(key=_rank)
    found: Object = pods[0]
    return found


def _rank(pod: Object) -> tuple[bool, int, bool, str]:
    state = _RANKS.get(phase_of(pod), 3)
    return not is_active(pod), state, not is_ready(pod), pod["metadata"]["creationTimestamp"]


def shown_names(pod: Object) -> list[str]:
    spec = pod["spec"]
    return [
        *(each["name"] for each in spec["containers"]),
        *(f"{each['name']} (ephem)" for each in spec.get("ephemeralContainers") or ()),
        *(f"{each['name']} (init)" for each in spec.get("initContainers") or ()),
    ]


def _expression(expression: Object) -> str:
    key, operator = expression["key"], expression["operator"]
    values = ",".join(sorted(expression.get("values") or ()))
    if operator == "Exists":
        return str(key)
    if operator == "DoesNotExist":
        return f"!{key}"
    return f"{key} {'in' if operator == 'In' else 'notin'} ({values})"
