"""``kubectl port-forward``: local ports that lead to a pod (pkg/cmd/portforward)."""

from __future__ import annotations

import re

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import forwards
from cluster_sim.world.kube.pod_state import phase_of
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, several, span
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_targets import pod_of
from cluster_sim.world.shell.kubectl.selection import find
from cluster_sim.world.shell.process import Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    several("address", split=True),
    span("pod-running-timeout", default=60_000_000),
)
_HOLD, _HELD = 1_000_000, 1_500_000
_FIRST_FREE, _LAST_PORT = 32_768, 65_535


def run(command: Invocation) -> Outcome:
    """Open the ports, and keep them open until somebody stops the command."""
    if len(command.args) < 2:
        raise see_help("TYPE/NAME and list of ports are required for port-forward", command.path)
    target, *specs = command.args
    pod = pod_of(command, target)
    pairs = [_pair(command, target, pod, text) for text in specs]
    if phase_of(pod) != "Running":
        state = phase_of(pod)
        raise error(f"unable to forward port because pod is not running. Current status={state}")
    opened = [_open(command, local, port) for local, port in pairs]
    if None in opened:
        shown = " ".join(f"{{{local} {port}}}" for local, port in pairs)
        raise error(f"unable to listen on any of the requested ports: [{shown}]")
    command.state.update(
        place=(namespace_of(pod), name_of(pod)),
        uid=pod["metadata"].get("uid", ""),
        ports=opened,
        used={str(local): forwards.used(command.process.world, local) for local, _ in pairs},
    )
    return wake(command)


def wake(command: Invocation) -> Outcome:
    """Hold the ports on; tell of each connection; end when the pod has gone."""
    world, state = command.process.world, command.state
    namespace, name = state["place"]
    stored = world.store.get("pods", namespace, name)
    if stored is None or stored["metadata"].get("uid", "") != state["uid"]:
        raise error("lost connection to pod")
    for local, port in state["ports"]:
        forwards.hold(world, local, namespace, name, port, world.unix + _HELD)
        count = forwards.used(world, local)
        for _ in range(count - state["used"].get(str(local), 0)):
            command.write(f"Handling connection for {local}\n")
        state["used"] = {**state["used"], str(local): count}
    return Wait(delay=_HOLD)


def _open(command: Invocation, local: int, port: int) -> tuple[int, int] | None:
    if forwards.is_taken(command.process.world, local):
        why = f"listen tcp4 127.0.0.1:{local}: bind: address already in use"
        faults = f"[unable to create listener: Error {why}]"
        what = "Listeners failed to create with the following errors"
        command.complain(f"Unable to listen on port {local}: {what}: {faults}\n")
        return None
    for host in command.value("address") or ("127.0.0.1", "[::1]"):
        command.write(f"Forwarding from {host}:{local} -> {port}\n")
    return local, port


def _pair(command: Invocation, target: str, pod: Object, text: str) -> tuple[int, int]:
    """Local port and port of the pod: ``8080:80``, ``80``, ``:80``, names of ports."""
    local_text, colon, remote_text = text.partition(":")
    if not colon:
        remote_text = local_text
    port = _remote(command, target, pod, remote_text)
    if colon and not local_text:
        return command.client.world.chance.between("kubectl", _FIRST_FREE, _LAST_PORT), port
    if not colon and not local_text.isdigit():
        return port, port
    if not local_text.isdigit():
        why = f'strconv.ParseUint: parsing "{local_text}": invalid syntax'
        raise error(f"error parsing local port '{local_text}': {why}")
    return int(local_text), port


def _remote(command: Invocation, target: str, pod: Object, text: str) -> int:
    kind, slash, name = target.partition("/")
    if slash and find(command.process.world, kind)[0].key == "services":
        service = command.client.get("services", command.namespace, name)
        text = _behind_service(service, text)
    if text.isdigit():
        return int(text)
    for container in pod["spec"]["containers"]:
        for port in container.get("ports") or ():
            if port.get("name") == text:
                return int(port["containerPort"])
    if not re.fullmatch(r"[a-z0-9-]+", text):
        raise error(f"invalid port format '{text}'")
    raise error(f"Pod '{name_of(pod)}' does not have a named port '{text}'")


def _behind_service(service: Object, text: str) -> str:
    for port in service["spec"].get("ports") or ():
        if text in (str(port["port"]), port.get("name")):
            return str(port.get("targetPort", port["port"]))
    raise error(f"Service {name_of(service)} does not have a service port {text}")
