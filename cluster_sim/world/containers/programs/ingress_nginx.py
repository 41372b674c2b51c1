"""The controller of ingress-nginx, as its image starts it.

Which pod answers behind it is decided where requests are brought on their way: the answer comes
with the request (``status``, ``body``), and is passed on. Its own doors are the one for checks of
its health (10254) and the webhook (8443).
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

_COST = 120
_VERSION = "v1.13.3"
_DASHES = "-" * 79


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 20 * MILLISECOND
    version = run.tag if run.tag.startswith("v") else _VERSION
    head = (_DASHES, "NGINX Ingress controller", f"  Release:       {version}")
    tail = ("  Repository:    https://github.com/kubernetes/ingress-nginx", "", _DASHES, "")
    for text in (*head, *tail):
        yield (at, STDERR, text)
    notes = (
        ("W", "client_config.go:667", "Neither --kubeconfig nor --master was specified."),
        ("I", "main.go:205", '"Creating API client" host="https://10.96.0.1:443"'),
        ("I", "nginx.go:271", '"Starting NGINX Ingress controller"'),
        ("I", "nginx.go:317", '"Starting NGINX process"'),
        ("I", "controller.go:196", '"Configuration changes detected, backend reload required"'),
        ("I", "controller.go:216", '"Backend successfully reloaded"'),
    )
    for number, (level, place, text) in enumerate(notes):
        moment = at + number * 200 * MILLISECOND
        yield (moment, STDERR, f"{level}{clocks.klog(moment)}       7 {place}] {text}")


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 300, _COST, int(request.get("rate", 0)))
    return Answer(int(request.get("status", 200)), str(request.get("body", "")), time)


PROGRAM = Program(
    name="ingress-nginx",
    ready=lambda run: 1500 * MILLISECOND,
    ports=lambda run: (80, 443, 8443, 10254),
    answer=_answer,
    cpu=lambda run, now, rate: 2 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 85 * MIB,
    lines=_lines,
    access_line=serving.combined_line,
    stop=lambda run, at: (10_000 * MILLISECOND, 0),
)
