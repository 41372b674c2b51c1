"""Which tools of the network and which shells each image has; the tools as commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cluster_sim.world.containers.programs.image_files import is_busybox
from cluster_sim.world.containers.programs.net import (
    curl,
    databases,
    dig,
    netcat,
    nslookup,
    ping,
    redis_cli,
    sockets,
    wget,
)
from cluster_sim.world.containers.programs.program import Run
from cluster_sim.world.containers.programs.sh.effects import Effects
from cluster_sim.world.containers.programs.sh.shell import Shell

Command = Callable[[Shell, list[str]], Effects]

_LAST_OLD = 28
_BUSYBOX = ("wget", "nslookup", "nc", "ping", "telnet", "netstat", "ip", "ifconfig")
_NETSHOOT = (
    *("curl", "wget", "nslookup", "dig", "host", "nc", "ping", "telnet", "netstat", "ss", "ip"),
    "ifconfig",
)
# By the end of an image's repository: what its Dockerfile installs besides busybox.
_OF_IMAGES: dict[str, tuple[str, ...]] = {
    "/nginx": ("curl",),
    "/nginx-slim": ("curl",),
    "/nginx-unprivileged": ("curl",),
    "/gb-frontend": ("curl",),
    "/curl": ("curl",),
    "/wordpress": ("curl",),
    "/controller": ("curl",),
    "/fedora": ("curl",),
    "/centos": ("curl",),
    "/redis": ("redis-cli",),
    "/gb-redis-follower": ("redis-cli",),
    "/postgres": ("psql", "pg_isready"),
    "/mysql": ("mysql", "mysqladmin"),
    "/mariadb": ("mysql", "mysqladmin", "mariadb", "mariadb-admin"),
    "/netshoot": _NETSHOOT,
    "/agnhost": (*_NETSHOOT, "ss"),
    "/jessie-dnsutils": ("nslookup", "dig", "host"),
    "/dnsutils": ("nslookup", "dig", "host"),
}
# Alpine images whose Dockerfile installs bash.
_BOTH_SHELLS = ("/agnhost", "/bash", "/controller", "/netshoot", "/postgres")
# Built on buildpack-deps unless the tag says slim.
_BUILT_WHOLE = ("/python", "/node", "/golang", "/perl")


def tools_of(image: str) -> frozenset[str]:
    """Which of the programs that not every image has are in this one (``repository:tag``)."""
    name, _, tag = image.rpartition("/")[2].partition(":")
    repository = f"/{name}"
    found = [*_OF_IMAGES.get(repository, ()), *_shells_of(repository, image)]
    if is_busybox(image) or repository in ("/busybox", "/alpine", "/bash", "/controller"):
        found += _BUSYBOX
    if repository in _BUILT_WHOLE and "slim" not in tag and "alpine" not in tag:
        found += ("curl", "wget")
    return frozenset(found)


def _shells_of(repository: str, image: str) -> tuple[str, ...]:
    """Alpine and busybox have ash alone unless bash was installed, as others did for themselves."""
    if repository in _BOTH_SHELLS:
        return ("ash", "bash")
    return ("ash",) if is_busybox(image) else ("bash",)


def is_old_busybox(run: Run) -> bool:
    """Whether the image is a busybox of 1.28 or before, whose nslookup is another."""
    version = run.tag.partition("-")[0].split(".")
    old = len(version) > 1 and version[0] == "1" and version[1].isdecimal()
    return "/busybox" in run.image and old and int(version[1]) <= _LAST_OLD


def _nslookup(shell: Shell, argv: list[str]) -> Effects:
    """BIND's where dig is, busybox' of the image's version otherwise."""
    if "dig" in shell.tools:
        return nslookup.run_bind(shell, argv)
    if shell.is_old_busybox:
        return nslookup.run_old(shell, argv)
    return nslookup.run_busybox(shell, argv)


def _nc(shell: Shell, argv: list[str]) -> Effects:
    return (netcat.run_openbsd if "dig" in shell.tools else netcat.run_busybox)(shell, argv)


TOOLS: dict[str, Command] = {
    "wget": wget.run,
    "curl": curl.run,
    "nslookup": _nslookup,
    "dig": dig.run_dig,
    "host": dig.run_host,
    "nc": _nc,
    "telnet": netcat.run_telnet,
    "ping": ping.run,
    "redis-cli": redis_cli.run,
    "psql": databases.run_psql,
    "pg_isready": databases.run_pg_isready,
    "mysql": databases.run_mysql,
    "mariadb": databases.run_mysql,
    "mysqladmin": databases.run_mysqladmin,
    "mariadb-admin": databases.run_mysqladmin,
    "netstat": sockets.run_netstat,
    "ss": sockets.run_ss,
    "ip": sockets.run_ip,
    "ifconfig": sockets.run_ifconfig,
}
# What an image may lack; everything else of a small Linux is in each that has a shell.
NOT_EVERYWHERE: Final = frozenset((*TOOLS, "ash", "bash"))
