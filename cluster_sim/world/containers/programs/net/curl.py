"""curl, as images have it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from cluster_sim.world.containers.programs.net import arguments, curl_report, url
from cluster_sim.world.containers.programs.net.curl_report import AGENT, Failure
from cluster_sim.world.containers.programs.net.faults import BAD_URL, NO_SUCH_HOST, TIMEOUT
from cluster_sim.world.containers.programs.net.lookup import SILENT, look_up, wait
from cluster_sim.world.containers.programs.net.wget import SYN_TIMEOUT
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SAME = {
    "silent": "s", "show-error": "S", "include": "i", "head": "I", "output": "o",
    "write-out": "w", "request": "X", "header": "H", "data": "d", "data-raw": "d",
    "max-time": "m", "insecure": "k", "fail": "f", "location": "L", "verbose": "v",
    "user-agent": "A", "remote-name": "O", "no-progress-meter": "s", "user": "u",
}  # fmt: skip
_VALUED = (
    *"oXHdmAuwbeT",
    *("connect-timeout", "resolve", "retry", "retry-delay", "cacert", "max-redirs"),
)
_MOST_REDIRECTIONS = 10
Plain = dict[str, Any]


def run(shell: Shell, argv: list[str]) -> Effects:
    """``curl [options] URL …``; the status of the last one."""
    shell.now += 4 * SPAWN
    options, urls = arguments.parse(argv, _VALUED, _SAME)
    if not urls:
        hint = "curl: (2) no URL specified\ncurl: try 'curl --help' for more information"
        return (yield from failed(shell, hint, 2))
    status = 0
    for text in urls:
        status = yield from _fetch(shell, options, text)
    return status


def _fetch(shell: Shell, options: arguments.Options, text: str) -> Effects:
    answer = yield from _asked(shell, options, text)
    for _ in range(_MOST_REDIRECTIONS):
        place = answer["headers"].get("Location", "")
        if "L" not in options or not place or not 300 <= answer["status"] < 400:
            break
        text = place
        answer = yield from _asked(shell, options, text)
    limit = arguments.seconds(options, "m", "connect-timeout") or 0
    return (yield from _told(shell, options, text, answer, curl_report.failure(answer, limit)))


def _asked(shell: Shell, options: arguments.Options, text: str) -> Generator[Effect, None, Plain]:
    """What came back, as curl's reports take it."""
    method = (options.get("X") or [""])[-1]
    method = method or ("HEAD" if "I" in options else "POST" if "d" in options else "GET")
    plain: Plain = {
        "host": text, "port": 0, "address": "", "latency": 0, "status": 0, "headers": {},
        "body": "", "fault": "", "method": method,
    }  # fmt: skip
    try:
        asked = url.parse(text)
    except url.BadURL:
        return {**plain, "fault": BAD_URL}
    plain = {**plain, "host": asked.host, "port": asked.port}
    start = shell.now
    address = _given(options, asked)
    if not address:
        found = yield from look_up(shell, asked.host)
        address = found.address
        if not address:
            late = shell.now - start
            return {**plain, "fault": NO_SUCH_HOST, "latency": 0 if found.fault != SILENT else late}
    answer = yield from ask(shell, _question(options, asked, address, method))
    plain = {**plain, "address": address, "latency": shell.now - start}
    return (yield from _waited(shell, options, plain, answer))


def _waited(
    shell: Shell, options: arguments.Options, plain: Plain, answer: Any
) -> Generator[Effect, None, Plain]:
    """Let the time pass that the answer takes, or until patience is over."""
    fault = answer["fault"] if answer else TIMEOUT
    limit = arguments.seconds(options, "m", "connect-timeout")
    took = SYN_TIMEOUT if fault == TIMEOUT else answer["latency"]
    if limit is not None:
        took = min(took, limit)
    if took > 1_000_000:
        yield from wait(shell, took)
    else:
        shell.now += took
    latency = plain["latency"] + took
    if fault:
        return {**plain, "fault": fault, "latency": latency}
    body = "" if plain["method"] == "HEAD" else answer["body"]
    told = {"status": answer["status"], "headers": dict(answer["headers"]), "body": body}
    return {**plain, **told, "latency": latency}


def _question(
    options: arguments.Options, asked: url.URL, address: str, method: str
) -> dict[str, Any]:
    named = {
        name.strip().lower(): value.strip()
        for name, _, value in (each.partition(":") for each in options.get("H", ()))
    }
    return {
        "kind": "http",
        "address": address,
        "port": asked.port,
        "method": method,
        "path": asked.path,
        "scheme": asked.scheme,
        "host": named.get("host", asked.host).partition(":")[0],
        "agent": (options.get("A") or [AGENT])[-1],
        "insecure": "k" in options,
        "authorization": named.get("authorization", ""),
    }


def _given(options: arguments.Options, asked: url.URL) -> str:
    """The address that ``--resolve host:port:address`` sets."""
    for text in options.get("resolve", ()):
        host, port, address = [*text.split(":"), "", ""][:3]
        if (host, port) == (asked.host, str(asked.port)):
            return address
    return ""


def _told(
    shell: Shell, options: arguments.Options, text: str, answer: Plain, failure: Failure | None
) -> Effects:
    silent, target = "s" in options, (options.get("o") or [""])[-1]
    if "v" in options:
        yield Effect(shell.now, STDERR, "", curl_report.conversation(answer, text))
    if not silent and (target or not shell.tty):
        yield Effect(shell.now, STDERR, "", curl_report.meter(answer, failure))
    if failure is None and "f" in options and answer["status"] >= 400:
        failure = Failure(22, f"The requested URL returned error: {answer['status']}")
    if failure is None:
        head = curl_report.head(answer) if options.keys() & {"i", "I"} else ""
        body = head + ("" if "I" in options else answer["body"])
        if target and target not in ("-", "/dev/null"):
            yield shell.write_file(shell.path(target), body)
        elif target != "/dev/null" and body:
            yield Effect(shell.now, STDOUT, "", body)
    if "w" in options:
        told = curl_report.written(options["w"][-1], answer, failure)
        yield Effect(shell.now, STDOUT, "", told)
    if failure and (not silent or "S" in options):
        yield Effect(shell.now, STDERR, "", f"curl: ({failure.status}) {failure.text}\n")
    return failure.status if failure else 0
