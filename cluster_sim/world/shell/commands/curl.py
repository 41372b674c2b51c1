"""``curl``: one request after the other, through the network of the lab."""

from __future__ import annotations

import dataclasses
from typing import Any

from cluster_sim.world.containers.programs.net import curl_report, url
from cluster_sim.world.containers.programs.net.curl_report import Failure
from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.shell.commands import options
from cluster_sim.world.shell.process import Exit, Outcome, Process, Wait
from cluster_sim.world.traffic import answer as answers
from cluster_sim.world.traffic import request

NAME = "curl"
LATENCY = 8_000
_SHORT = "sSiIo:w:X:H:d:m:kfLvA:OG46gu:b:"
_LONG = (
    "silent", "show-error", "include", "head", "output=", "write-out=", "request=", "header=",
    "data=", "max-time=", "connect-timeout=", "insecure", "fail", "location", "verbose",
    "user-agent=", "remote-name", "retry=", "compressed", "no-progress-meter", "resolve=",
)  # fmt: skip
_SAME = {
    "silent": "s", "show-error": "S", "include": "i", "head": "I", "output": "o", "write-out": "w",
    "request": "X", "header": "H", "data": "d", "max-time": "m", "connect-timeout": "m",
    "insecure": "k", "fail": "f", "location": "L", "verbose": "v", "user-agent": "A",
    "remote-name": "O", "no-progress-meter": "s",
}  # fmt: skip
_USAGE = 2
_WRITE_FAILED, _HTTP_ERROR = 23, 22


def start(process: Process) -> Outcome:
    """``curl [OPTIONS] URL …``."""
    try:
        found, urls = options.parse(process, _SHORT, _LONG)
        flags = {_SAME.get(name, name): value for name, value in found.items()}
        flags["limit"] = str(_limit(flags.get("m")))
    except options.UsageFault as fault:
        told = str(fault).split("\n")[0].replace("invalid option -- '", "option -").rstrip("'")
        process.complain(f"{told}: is unknown\n" if "option -" in told else f"{told}\n")
        process.complain("curl: try 'curl --help' for more information\n")
        return Exit(_USAGE)
    if not urls:
        process.complain("curl: (2) no URL specified\n")
        process.complain("curl: try 'curl --help' or 'curl --manual' for more information\n")
        return Exit(_USAGE)
    process.state = {"flags": flags, "urls": tuple(urls), "answer": None, "status": 0}
    return _ask(process)


def _limit(text: str | None) -> int:
    """``--max-time`` in µs, 0 for none."""
    if text is None:
        return 0
    try:
        seconds = float(text[:20])
    except ValueError:
        seconds = -1
    if not 0 <= seconds < 1e6:
        raise options.UsageFault("curl: option -m: expected a proper numerical parameter\n")
    return int(seconds * SECOND)


def _ask(process: Process) -> Outcome:
    """Send the next request, and wait for as long as the answer takes."""
    flags = process.state["flags"]
    method = flags.get("X") or ("HEAD" if "I" in flags else "POST" if "d" in flags else "GET")
    agent = flags.get("A") or request.AGENT
    answer = request.request(
        process.world,
        process.state["urls"][0],
        method,
        agent=agent,
        insecure="k" in flags,
        authorization=_header(flags.get("H", ""), "authorization"),
        host=_header(flags.get("H", ""), "host").partition(":")[0],
        resolved=_resolved(flags.get("resolve", "")),
    )
    process.state["answer"] = _plain(answer, method)
    limit = int(flags["limit"])
    return Wait(delay=min(answer.latency, limit) if limit else answer.latency)


def _header(header: str, wanted: str) -> str:
    """The value of a header, if it is the one that is wanted."""
    name, _, value = header.partition(":")
    return value.strip() if name.strip().lower() == wanted else ""


def _resolved(text: str) -> dict[str, str]:
    """``--resolve HOST:PORT:ADDRESS``: the address by host and port."""
    host, _, rest = text.partition(":")
    port, _, address = rest.partition(":")
    return {f"{host}:{port}": address} if address else {}


def _plain(answer: answers.Answer, method: str) -> dict[str, Any]:
    return {**dataclasses.asdict(answer), "headers": dict(answer.headers), "method": method}


def wake(process: Process) -> Outcome:
    """Tell what came back, then go on with the next address."""
    flags, answer = process.state["flags"], process.state["answer"]
    if answer is None:
        return _ask(process)
    limit = int(flags["limit"])
    failure = curl_report.failure(answer, limit)
    if "v" in flags:
        process.complain(curl_report.conversation(answer, process.state["urls"][0]))
    _meter(process, failure)
    if failure is None:
        failure = _deliver(process)
    if "w" in flags:
        process.write(curl_report.written(flags["w"], answer, failure))
    if failure and ("s" not in flags or "S" in flags):
        process.complain(f"curl: ({failure.status}) {failure.text}\n")
    status = failure.status if failure else 0
    urls = process.state["urls"][1:]
    process.state = {**process.state, "urls": urls, "answer": None}
    return _ask(process) if urls else Exit(status)


def _meter(process: Process, failure: Failure | None) -> None:
    """The table of progress, which real ones show when the body does not go to a terminal."""
    flags = process.state["flags"]
    if "s" not in flags and ("o" in flags or "O" in flags or not process.is_terminal):
        process.complain(curl_report.meter(process.state["answer"], failure))


def _deliver(process: Process) -> Failure | None:
    """Write the headers and the body where they are wanted."""
    flags, answer = process.state["flags"], process.state["answer"]
    if "f" in flags and answer["status"] >= 400:
        return Failure(_HTTP_ERROR, f"The requested URL returned error: {answer['status']}")
    text = curl_report.head(answer) if flags.keys() & {"i", "I"} else ""
    if "I" not in flags:
        text += answer["body"]
    target = flags.get("o")
    if "O" in flags:
        target = url.parse(process.state["urls"][0]).path.rpartition("/")[2]
        if not target:
            return Failure(_WRITE_FAILED, "Failed to extract a filename to use for storage")
    if target is None or target == "-":
        process.write(text)
    elif target != "/dev/null":
        return _saved(process, target, text)
    return None


def _saved(process: Process, target: str, text: str) -> Failure | None:
    try:
        process.save(target, text)
    except ValueError as fault:
        process.complain(f"Warning: Failed to open the file {target}: {fault}\n")
        return Failure(_WRITE_FAILED, "client returned ERROR on write, 0 bytes written")
    return None
