"""The configuration that one run of nginx has read, and whether it could start with it."""

from __future__ import annotations

from cluster_sim.world.containers.programs.image_files import image_files
from cluster_sim.world.containers.programs.net.lookup import is_address, resolver_of
from cluster_sim.world.containers.programs.nginx_config import MAIN, Config, read
from cluster_sim.world.containers.programs.nginx_syntax import ConfigError
from cluster_sim.world.containers.programs.nginx_tool import RELOADED
from cluster_sim.world.containers.programs.outside import Network
from cluster_sim.world.containers.programs.program import Run

_FOLDER = "/etc/nginx"
_LATEST = 1 << 62


def config_of(run: Run) -> Config | str | None:
    """What it read when it started, or was last told to: None as the image has it.

    A text where it could not be read.
    """
    if not run.outside.concerns(_FOLDER):
        return None
    at = max(run.started, _told_at(run))
    key = f"nginx {run.container} {at}"
    found: Config | str | None = run.cache.get(key)
    if found is None:
        found = run.cache[key] = _read(run, at)
    return found


def _told_at(run: Run) -> int:
    """When somebody last had it read its configuration anew (Unix µs); 0: never."""
    if not run.outside.concerns(RELOADED):
        return 0
    return int(run.outside.over({}, _LATEST).get(RELOADED, "0") or 0)


def problem(run: Run) -> str:
    """Why nginx ends as soon as it starts; empty when it does not."""
    config = config_of(run)
    if not isinstance(config, Config):
        return config or ""
    for host, place in config.hosts:
        if run.network is not None and not address_of(run, run.network, host, run.started):
            return f'host not found in upstream "{host}" {place}'
    return ""


def address_of(run: Run, network: Network, host: str, at: int) -> str:
    """The address of a host as the C library finds it; empty when nobody knows it."""
    if is_address(host):
        return host
    files = run.outside.over(image_files(run), at)
    known = resolver_of(files.get("/etc/resolv.conf", ""))
    for name in known.names(host):
        for server in known.servers[:1]:
            question = {"kind": "dns", "server": server, "name": name, "type": "A"}
            said = network.ask(at, question)
            for _, kind, data in (said or {}).get("records") or ():
                if kind == "A":
                    return str(data)
    return ""


def _read(run: Run, at: int) -> Config | str:
    files = run.outside.over(image_files(run), at)
    if MAIN not in files and _FOLDER in run.outside.directories():
        return f'open() "{MAIN}" failed (2: No such file or directory)'
    try:
        return read(files)
    except ConfigError as fault:
        return str(fault)
