"""What curl says about an answer, or about there being none (curl 8.14)."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, NamedTuple

from cluster_sim.world.containers.programs.net import faults, url
from cluster_sim.world.containers.programs.sh.text import unescaped

AGENT = "curl/8.14.1"

_MILLISECOND, _SECOND = 1_000, 1_000_000
_CERTIFICATE = (
    "SSL certificate problem: unable to get local issuer certificate\n"
    "More details here: https://curl.se/docs/sslcerts.html\n\n"
    "curl failed to verify the legitimacy of the server and therefore could not\n"
    "establish a secure connection to it. To learn more about this situation and\n"
    "how to fix it, please visit the webpage mentioned above."
)
_METER = (
    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
    "                                 Dload  Upload   Total   Spent    Left  Speed\n"
)
_VARIABLE = re.compile(r"%\{(\w+)\}|%%")
Plain = dict[str, Any]


class Failure(NamedTuple):
    """curl's exit status, and its sentence."""

    status: int
    text: str


def failure(answer: Plain, limit: int) -> Failure | None:
    """Why there is no answer; ``limit`` is the time that the request had, in µs, 0 for ever."""
    took, place = answer["latency"] // _MILLISECOND, f"{answer['host']} port {answer['port']}"
    if limit and answer["latency"] >= limit:
        return _out_of_time(answer, limit // _MILLISECOND + 1)
    match answer["fault"]:
        case faults.BAD_URL:
            return Failure(3, "URL rejected: Malformed input to a URL function")
        case faults.NO_SUCH_HOST:
            return Failure(6, f"Could not resolve host: {answer['host']}")
        case faults.REFUSED:
            told = f"Failed to connect to {place} after {took} ms: Could not connect to server"
            return Failure(7, told)
        case faults.TIMEOUT:
            told = f"Failed to connect to {place} after {took} ms: Could not connect to server"
            return Failure(28, told)
        case faults.EMPTY_REPLY:
            return Failure(52, "Empty reply from server")
        case faults.NOT_TLS:
            told = "TLS connect error: error:0A00010B:SSL routines::wrong version number"
            return Failure(35, told)
        case faults.CERTIFICATE:
            return Failure(60, _CERTIFICATE)
    return None


def _out_of_time(answer: Plain, milliseconds: int) -> Failure:
    if answer["fault"] == faults.TIMEOUT:
        return Failure(28, f"Connection timed out after {milliseconds} milliseconds")
    told = f"Operation timed out after {milliseconds} milliseconds with 0 bytes received"
    return Failure(28, told)


def head(answer: Plain) -> str:
    """The status line and the headers, as they came."""
    lines = [_status_line(answer)]
    lines += [f"{name}: {value}" for name, value in answer["headers"].items()]
    return "".join(f"{line}\r\n" for line in [*lines, ""])


def _status_line(answer: Plain) -> str:
    try:
        phrase = HTTPStatus(answer["status"]).phrase
    except ValueError:
        phrase = ""
    return f"HTTP/1.1 {answer['status']} {phrase}".rstrip()


def conversation(answer: Plain, asked: str) -> str:
    """What ``-v`` tells on standard error."""
    if not answer["address"]:
        return f"* Could not resolve host: {answer['host']}\n"
    lines = [f"*   Trying {answer['address']}:{answer['port']}..."]
    if answer["fault"]:
        return "".join(f"{line}\n" for line in lines)
    path = url.parse(asked).path
    lines.append(f"* Connected to {answer['host']} ({answer['address']}) port {answer['port']}")
    sent = [f"{answer['method']} {path} HTTP/1.1", f"Host: {_host(answer)}"]
    sent += [f"User-Agent: {AGENT}", "Accept: */*", ""]
    lines += [f"> {line}" for line in sent]
    lines += [f"< {line}" for line in head(answer).replace("\r", "").split("\n")[:-1]]
    lines.append(f"* Connection #0 to host {answer['host']} left intact")
    return "".join(f"{line}\n" for line in lines)


def _host(answer: Plain) -> str:
    port = answer["port"]
    return str(answer["host"]) if port in (80, 443) else f"{answer['host']}:{port}"


def meter(answer: Plain, failed: Failure | None) -> str:
    """The table of progress, as it stands at the end."""
    size = 0 if failed else len(answer["body"].encode())
    speed = _short(size * _SECOND // max(answer["latency"], 1))
    share = 100 if size else 0
    row = f"{share:3}{size:6}  {share:3}{size:6}    0     0  {speed:>5}      0"
    return f"{_METER}\r{row} --:--:-- --:--:-- --:--:-- {speed:>5}\n"


def _short(number: int) -> str:
    return str(number) if number < 100_000 else f"{number // 1024}k"


def written(template: str, answer: Plain, failed: Failure | None) -> str:
    """``--write-out``: the template with its variables."""
    size = 0 if failed else len(answer["body"].encode())
    seconds = f"{answer['latency'] / _SECOND:.6f}"
    code = f"{0 if answer['fault'] else answer['status']:03}"
    values = {
        "http_code": code,
        "response_code": code,
        "size_download": str(size),
        "time_total": seconds,
        "time_starttransfer": seconds,
        "time_connect": "0.000412",
        "remote_ip": answer["address"],
        "remote_port": str(answer["port"]),
        "exitcode": str(failed.status if failed else 0),
        "errormsg": failed.text if failed else "",
        "content_type": answer["headers"].get("Content-Type", ""),
        "method": answer["method"],
        "url": "",
    }
    text = unescaped(template)
    return _VARIABLE.sub(lambda m: values.get(m[1], "") if m[1] else "%", text)
