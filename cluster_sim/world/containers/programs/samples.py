"""Small web applications of the documentation and of tutorials: a port, and what they answer.

What they print is what the pages that use them show (kubernetes.io, Tutorials and Tasks).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cluster_sim.world.containers.programs import serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    Answer,
    Program,
    Request,
    Run,
)
from cluster_sim.world.containers.programs.settings import option

_COST = 60


class _Sample(NamedTuple):
    port: int
    body: Callable[[Run, Request], str]


def _bootcamp(run: Run, request: Request) -> str:
    return f"Hello Kubernetes bootcamp! | Running on: {run.hostname} | v={run.tag.lstrip('v')}\n"


def _guestbook(run: Run, request: Request) -> str:
    return serving.page(200, "Guestbook", "<h2>Guestbook</h2>", 0).body


def _echo(run: Run, request: Request) -> str:
    return f"{option(run, '-text', '--text') or run.env.get('ECHO_TEXT', '')}\n"


def _whoami(run: Run, request: Request) -> str:
    return (
        f"Hostname: {run.hostname}\nIP: 127.0.0.1\nIP: {run.ip}\n"
        f"RemoteAddr: {request.get('client', '')}:40000\n"
        f"{serving.method_of(request)} {request.get('path') or '/'} HTTP/1.1\n"
        f"Host: {request.get('host', '')}\nUser-Agent: {request.get('agent', '')}\n"
    )


def _nginx_hello(run: Run, request: Request) -> str:
    return (
        f"Server address: {run.ip}:80\nServer name: {run.hostname}\n"
        f"URI: {request.get('path') or '/'}\n"
    )


def _hello_kubernetes(run: Run, request: Request) -> str:
    message = run.env.get("MESSAGE", "Hello world!")
    body = f"<h1>{message}</h1>\n<p>pod: {run.hostname}</p>"
    return serving.page(200, "Hello Kubernetes!", body, 0).body


def _podinfo(run: Run, request: Request) -> str:
    return (
        f'{{\n  "hostname": "{run.hostname}",\n  "version": "{run.tag}",\n'
        f'  "message": "greetings from podinfo v{run.tag}"\n}}\n'
    )


def _whereami(run: Run, request: Request) -> str:
    return f'{{"pod_name":"{run.hostname}","pod_ip":"{run.ip}"}}\n'


_SAMPLES: dict[str, _Sample] = {
    "hello-go-gke": _Sample(80, lambda run, request: '{"message":"Hello"}\n'),
    "hello-frontend": _Sample(80, lambda run, request: '{"message":"Hello"}\n'),
    "node-hello": _Sample(8080, lambda run, request: "Hello Kubernetes!"),
    "kubernetes-bootcamp": _Sample(8080, _bootcamp),
    "gb-frontend": _Sample(80, _guestbook),
    "whereami": _Sample(8080, _whereami),
    "goproxy": _Sample(8080, lambda run, request: ""),
    "serve_hostname": _Sample(9376, lambda run, request: f"{run.hostname}\n"),
    "test-webserver": _Sample(80, lambda run, request: "<pre>\n</pre>\n"),
    "http-echo": _Sample(5678, _echo),
    "whoami": _Sample(80, _whoami),
    "hello": _Sample(80, _nginx_hello),
    "hello-kubernetes": _Sample(8080, _hello_kubernetes),
    "podinfo": _Sample(9898, _podinfo),
    "aks-helloworld": _Sample(
        80, lambda run, request: f"<h1>{run.env.get('TITLE', 'Welcome to AKS')}</h1>\n"
    ),
}


def _sample(run: Run) -> _Sample:
    name = run.image.rpartition("/")[2].partition(":")[0].partition("@")[0]
    return _SAMPLES[name]


def _port(run: Run) -> int:
    """The usual port, or the one that the arguments or the environment name."""
    given = option(run, "-listen", "--listen", "-port", "--port") or run.env.get("PORT", "")
    number = given.rpartition(":")[2]
    return int(number) if number.isdigit() and 0 < int(number) < 65536 else _sample(run).port


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 400, _COST, int(request.get("rate", 0)))
    return Answer(200, _sample(run).body(run, request), time)


PROGRAM = Program(
    name="sample",
    ready=lambda run: 60 * MILLISECOND,
    ports=lambda run: (_port(run),),
    answer=_answer,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 14 * MIB,
    stop=lambda run, at: (20 * MILLISECOND, 0),
)
