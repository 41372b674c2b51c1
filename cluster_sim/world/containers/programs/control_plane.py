"""The four programs of a control plane, as far as they can be seen from outside.

They listen and say that they are well; the cluster itself does not depend on them. Ports are
those of kubeadm's manifests (cmd/kubeadm/app/constants). Memory is what an idle cluster of
1.36 shows, 500 MiB for the four.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDERR,
    Answer,
    Line,
    Program,
    Request,
    Run,
)

_WELL = ("/livez", "/readyz", "/healthz")
_READY = 400 * MILLISECOND


def _answer(run: Run, request: Request, now: int) -> Answer:
    if serving.path_of(request) in _WELL:
        return Answer(200, "ok", MILLISECOND)
    return Answer(403, "", MILLISECOND)


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 50 * MILLISECOND
    text = f'"Starting" version="v{run.tag.removeprefix("v")}"'
    yield (at, STDERR, f"I{clocks.klog(at)}       1 server.go:160] {text}")


def _program(
    name: str, ports: tuple[int, ...], cpu: int, memory: int, secure: bool = True
) -> Program:
    return Program(
        name=name,
        ready=lambda run: _READY,
        ports=lambda run: ports,
        answer=_answer,
        secure=secure,
        cpu=lambda run, now, rate: cpu,
        memory=lambda run, now, rate: memory * MIB,
        lines=_lines,
        stop=lambda run, at: (100 * MILLISECOND, 0),
    )


API_SERVER = _program("kube-apiserver", (6443,), 45, 290)
CONTROLLER_MANAGER = _program("kube-controller-manager", (10257,), 12, 60)
SCHEDULER = _program("kube-scheduler", (10259,), 4, 40)
# Its clients speak TLS, its probes do not.
ETCD = _program("etcd", (2379, 2380, 2381), 20, 90, secure=False)
ALL = (API_SERVER, CONTROLLER_MANAGER, SCHEDULER, ETCD)
