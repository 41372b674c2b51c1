"""busybox' wget (networking/wget.c)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from cluster_sim.world.containers.programs.net import arguments, url
from cluster_sim.world.containers.programs.net.faults import CERTIFICATE, REFUSED, TIMEOUT
from cluster_sim.world.containers.programs.net.lookup import look_up, wait
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

# What Linux gives a connection that nobody answers (tcp_syn_retries 6), and the default of -T.
SYN_TIMEOUT = 127_000_000
_PATIENCE = 900_000_000
_BAR = "*" * 32
_VALUED = ("O", "T", "Y", "U", "P", "t", "timeout", "header", "post-data", "tries", "user-agent")
_SAME = {
    "output-document": "O",
    "quiet": "q",
    "timeout": "T",
    "spider": "spider",
    "server-response": "S",
    "user-agent": "U",
}
_AGENT = "Wget"
_MOST_REDIRECTIONS = 5


def run(shell: Shell, argv: list[str]) -> Effects:
    """``wget [-q] [-O FILE] [-T SEC] [--spider] URL …``"""
    shell.now += SPAWN
    options, urls = arguments.parse(argv, (*_VALUED, "O", "T", "U"), _SAME)
    if not urls:
        usage = (
            "BusyBox v1.37.0 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] URL..."
        )
        return (yield from failed(shell, usage, 1))
    for text in urls:
        status = yield from _fetch(shell, options, text, _MOST_REDIRECTIONS)
        if status:
            return status
    return 0


def _fetch(shell: Shell, options: arguments.Options, text: str, left: int) -> Effects:
    try:
        asked = url.parse(text)
    except url.BadURL:
        return (yield from failed(shell, f"wget: not an http or ftp url: {text}", 1))
    place = text.partition("://")[2] or text
    shown = place.partition("/")[0]
    found = yield from look_up(shell, asked.host)
    if not found.address:
        return (yield from failed(shell, f"wget: bad address '{shown}'", 1))
    quiet = "q" in options
    if not quiet:
        head = f"Connecting to {shown} ({found.address}:{asked.port})\n"
        yield Effect(shell.now, STDERR, "", head)
    answer = yield from ask(shell, _question(options, asked, found.address))
    fault = answer["fault"] if answer else TIMEOUT
    if fault:
        return (yield from _failed(shell, options, fault, found.address, answer))
    assert answer is not None
    shell.now += answer["latency"]
    if answer["status"] in (301, 302, 307, 308) and left and "Location" in answer["headers"]:
        return (yield from _fetch(shell, options, answer["headers"]["Location"], left - 1))
    return (yield from _received(shell, options, asked, answer))


def _question(options: arguments.Options, asked: url.URL, address: str) -> dict[str, Any]:
    told = [each for each in options.get("header", ()) if each.lower().startswith("host:")]
    host = told[-1].partition(":")[2].strip().partition(":")[0] if told else asked.host
    return {
        "kind": "http",
        "address": address,
        "port": asked.port,
        "method": "POST" if "post-data" in options else "GET",
        "path": asked.path,
        "scheme": asked.scheme,
        "host": host,
        "agent": (options.get("U") or [_AGENT])[-1],
        # It does not look at certificates (and says so).
        "insecure": True,
    }


def _failed(
    shell: Shell, options: arguments.Options, fault: str, address: str, answer: Any
) -> Effects:
    patience = arguments.seconds(options, "T")
    why = f"wget: can't connect to remote host ({address})"
    if fault == TIMEOUT:
        if patience is not None and patience < SYN_TIMEOUT:
            yield from wait(shell, patience)
            return (yield from failed(shell, "wget: download timed out", 1))
        yield from wait(shell, SYN_TIMEOUT)
        return (yield from failed(shell, f"{why}: Connection timed out", 1))
    shell.now += answer["latency"]
    if fault == REFUSED:
        return (yield from failed(shell, f"{why}: Connection refused", 1))
    what = "Protocol error" if fault == CERTIFICATE else "Connection reset by peer"
    return (yield from failed(shell, f"wget: error getting response: {what}", 1))


def _received(shell: Shell, options: arguments.Options, asked: url.URL, answer: Any) -> Effects:
    status, body, quiet = answer["status"], answer["body"], "q" in options
    line = f"HTTP/1.1 {status} {_phrase(status)}".rstrip()
    if "S" in options:
        heads = [line, *(f"{name}: {text}" for name, text in answer["headers"].items())]
        yield Effect(shell.now, STDERR, "", "".join(f"  {each}\n" for each in heads))
    if status >= 400:
        return (yield from failed(shell, f"wget: server returned error: {line}", 1))
    if "spider" in options:
        return 0 if quiet else (yield from failed(shell, "remote file exists", 0))
    target = (options.get("O") or [""])[-1]
    if not target:
        target = asked.path.partition("?")[0].rpartition("/")[2] or "index.html"
    return (yield from _written(shell, target, body, quiet))


def _written(shell: Shell, target: str, body: str, quiet: bool) -> Effects:
    to_stdout = target == "-"
    first = "writing to stdout\n" if to_stdout else f"saving to '{target}'\n"
    if not quiet:
        yield Effect(shell.now, STDERR, "", first)
    if to_stdout:
        yield Effect(shell.now, STDOUT, "", body)
    else:
        yield shell.write_file(shell.path(target), body)
    if not quiet:
        last = "written to stdout\n" if to_stdout else f"'{target}' saved\n"
        size = f"{len(body.encode()):6d}"
        bar = f"{target[:20]:<20} 100% |{_BAR}|{size}  0:00:00 ETA\n"
        yield Effect(shell.now, STDERR, "", bar + last)
    return 0


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
