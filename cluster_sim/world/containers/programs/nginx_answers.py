"""What an nginx that was set up by somebody answers: texts, redirections, files, other servers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cluster_sim.world.containers.programs import serving, serving_files
from cluster_sim.world.containers.programs.image_files import NGINX_ROOT
from cluster_sim.world.containers.programs.nginx_config import Config, Server, Settings
from cluster_sim.world.containers.programs.nginx_setup import address_of
from cluster_sim.world.containers.programs.program import Answer, Request, Run

_PORTS = {"http": 80, "https": 443}
_PROXIED = re.compile(r"(https?)://([^/:]+)(?::(\d+))?(/.*)?$")
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")
# proxy_connect_timeout, proxy_read_timeout
_PATIENCE = 60_000_000
# The default root of a server that sets none: the prefix that nginx was built with.
_ROOT = "/etc/nginx/html"


def answer(run: Run, config: Config, request: Request, now: int, time: int) -> tuple[int, str, int]:
    """Status, text (empty: nginx' own page for the status) and µs until it is there."""
    host = str(request.get("host") or "").partition(":")[0]
    server = config.server(int(request.get("port") or 80), host)
    if server is None:
        return 404, "", time
    settings = server.location(serving.path_of(request)).settings
    for found in (server.settings, settings):
        if "return" in found:
            return _returned(run, server, request, found["return"], time)
    if "all" in settings.get("deny", ()):
        return 403, "", time
    if "stub_status" in settings:
        return 200, "Active connections: 1 \n", time
    if "proxy_pass" in settings:
        return _proxied(run, config, server, request, now, time)
    if serving.method_of(request) not in ("GET", "HEAD"):
        return 405, "", time
    return (*_file(run, server, request, settings, now), time)


def _returned(
    run: Run, server: Server, request: Request, words: tuple[str, ...], time: int
) -> tuple[int, str, int]:
    """``return code [text]``, ``return code URL``, ``return URL``."""
    if not words[0].isdecimal():
        return 302, "", time
    text = " ".join(words[1:])
    code = int(words[0])
    return code, "" if 300 <= code < 309 else _filled(text, _variables(run, server, request)), time


def _variables(run: Run, server: Server, request: Request) -> Mapping[str, str]:
    uri = str(request.get("path") or "/")
    path, _, query = uri.partition("?")
    host = str(request.get("host") or "").partition(":")[0]
    return {
        "host": host or (server.names[0] if server.names else run.ip),
        "http_host": str(request.get("host") or ""),
        "hostname": run.hostname,
        "uri": path,
        "document_uri": path,
        "request_uri": uri,
        "args": query,
        "query_string": query,
        "is_args": "?" if query else "",
        "request_method": serving.method_of(request),
        "scheme": "http",
        "remote_addr": str(request.get("client") or ""),
        "server_addr": run.ip,
        "server_port": str(request.get("port") or 80),
        "server_name": server.names[0] if server.names else "",
        "http_user_agent": str(request.get("agent") or ""),
        "server_protocol": "HTTP/1.1",
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], ""), text)


def _file(
    run: Run, server: Server, request: Request, settings: Settings, now: int
) -> tuple[int, str]:
    path = serving.path_of(request)
    root = (settings.get("root") or (_ROOT,))[0].rstrip("/")
    if "alias" in settings:
        prefix = server.location(path).path
        path, root = path.removeprefix(prefix), settings["alias"][0].rstrip("/")
    files = serving_files.files_of(run, root, now)
    *tried, last = settings.get("try_files", ("$uri",))
    for each in tried or [last]:
        text = _page(files, root, _filled(each, {"uri": path}), settings)
        if text is not None:
            return 200, text
    if tried:
        return _last_try(files, root, last, path, settings)
    folder = f"{root}/{path.strip('/')}".rstrip("/")
    is_folder = folder == root or any(name.startswith(f"{folder}/") for name in files)
    return (403 if path.endswith("/") and is_folder else 404), ""


def _last_try(
    files: Mapping[str, str], root: str, last: str, path: str, settings: Settings
) -> tuple[int, str]:
    """The last word of ``try_files`` is a status or a place to go on to."""
    if last.startswith("="):
        return int(last[1:]) if last[1:].isdecimal() else 500, ""
    text = _page(files, root, _filled(last, {"uri": path}), settings)
    return (200, text) if text is not None else (404, "")


def _page(files: Mapping[str, str], root: str, path: str, settings: Settings) -> str | None:
    place = f"{root}/{path.partition('?')[0].strip('/')}".rstrip("/")
    if place in files:
        return files[place]
    names = settings.get("index", ("index.html",))
    return next((files[f"{place}/{name}"] for name in names if f"{place}/{name}" in files), None)


def _proxied(
    run: Run, config: Config, server: Server, request: Request, now: int, time: int
) -> tuple[int, str, int]:
    location = server.location(serving.path_of(request))
    target = _filled(location.settings["proxy_pass"][0], _variables(run, server, request))
    found = _PROXIED.match(target)
    if found is None or run.network is None:
        return 500 if found is None else 502, "", time
    scheme, host, port, path = found.groups()
    behind = config.upstreams.get(host)
    if behind:
        host, _, port = behind[run.jitter(now, len(behind))].partition(":")
    address = address_of(run, run.network, host, now)
    if not address:
        return 502, "", time
    uri = str(request.get("path") or "/")
    if path is not None and "$" not in location.settings["proxy_pass"][0]:
        uri = path + uri[len(location.path) :] if uri.startswith(location.path) else path
    question = {
        "kind": "http",
        "address": address,
        "port": int(port or _PORTS[scheme]),
        "method": serving.method_of(request),
        "path": uri,
        "scheme": scheme,
        "host": host,
        "agent": str(request.get("agent") or ""),
        "insecure": True,
        "authorization": "",
    }
    return _relayed(run.network.ask(now, question), time)


def _relayed(said: Mapping[str, object] | None, time: int) -> tuple[int, str, int]:
    if not said:
        return 502, "", time
    if said["fault"]:
        late = said["fault"] == "timeout"
        return (504, "", time + _PATIENCE) if late else (502, "", time)
    return int(str(said["status"])), str(said["body"]), time + int(str(said["latency"]))


def usual(run: Run, request: Request, now: int, time: int) -> Answer | int:
    """What the image's own set-up answers; a status where that has no page."""
    path = serving.path_of(request)
    if serving.method_of(request) not in ("GET", "HEAD"):
        return 405
    text = serving_files.page_of(run, request, NGINX_ROOT, now)
    if text is not None:
        return Answer(200, text, time)
    forbidden = path.endswith("/") and serving_files.is_folder(run, request, NGINX_ROOT, now)
    return 403 if forbidden else 404
