"""What an nginx is set up to do, from its configuration files: its servers and their locations.

Read once, when it starts, as nginx does. nginx.org/en/docs/http: ngx_http_core_module (server,
location, root, alias, try_files), ngx_http_rewrite_module (return), ngx_http_upstream_module,
and "How nginx processes a request" for the choice of server and location. Other directives are
taken and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache

from cluster_sim.world.cel.expression import ANY, Expression, compile_expression
from cluster_sim.world.containers.programs.nginx_names import is_directive
from cluster_sim.world.containers.programs.nginx_syntax import ConfigError, Directive, parse

MAIN = "/etc/nginx/nginx.conf"
_USUAL = "http { include /etc/nginx/conf.d/*.conf; }"
# Blocks whose lines are no directives.
_FREE = ("map", "geo", "types", "split_clients")
_DEEPEST = 20
_SIMPLE = ("return", "alias", "proxy_pass", "try_files", "stub_status", "deny", "root", "index")

Settings = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Location:
    """``kind``: empty for a prefix, or ``=``, ``^~``, ``~``, ``~*``; what is set in it."""

    kind: str
    path: str
    settings: Settings


@dataclass(frozen=True)
class Server:
    """A ``server`` block: ports (with whether it is the default there), names, what is set."""

    ports: tuple[tuple[int, bool], ...]
    names: tuple[str, ...]
    settings: Settings
    locations: tuple[Location, ...]

    def location(self, path: str) -> Location:
        """The location for a path without its query; the server itself where there is none."""
        prefixes = [each for each in self.locations if each.kind in ("", "=", "^~")]
        exact = [each for each in prefixes if each.kind == "=" and each.path == path]
        if exact:
            return exact[0]
        fitting = [each for each in prefixes if each.kind != "=" and path.startswith(each.path)]
        longest = max(fitting, key=lambda each: len(each.path), default=None)
        if longest is None or longest.kind != "^~":
            for each in self.locations:
                if each.kind in ("~", "~*") and _matches(each, path):
                    return each
        return longest or Location("", "/", self.settings)


@dataclass(frozen=True)
class Config:
    """All servers, the servers behind each upstream's name, and the hosts that must be known."""

    servers: tuple[Server, ...] = ()
    upstreams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hosts: tuple[tuple[str, str], ...] = ()

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports that it listens on."""
        return tuple(sorted({port for server in self.servers for port, _ in server.ports}))

    @property
    def passes_on(self) -> bool:
        """Whether some requests go on to other servers."""
        return any(
            "proxy_pass" in place.settings for server in self.servers for place in server.locations
        )

    def server(self, port: int, host: str) -> Server | None:
        """The server for a request to a port in a host's name."""
        there = [each for each in self.servers if port in dict(each.ports)]
        for server in there:
            if any(name == host or fnmatchcase(host, name) for name in server.names if name):
                return server
        defaults = [each for each in there if dict(each.ports)[port]]
        return next(iter((*defaults, *there)), None)


def read(files: Mapping[str, str]) -> Config:
    """The configuration in the container's files; ConfigError in nginx' words."""
    top = _included(parse(files.get(MAIN, _USUAL), MAIN), files, 0)
    http = [each for part in top if part.name == "http" for each in part.block or ()]
    common = _settings(http)
    upstreams = {
        each.words[1]: tuple(line.words[1] for line in each.block or () if line.name == "server")
        for each in http
        if each.name == "upstream" and len(each.words) > 1
    }
    blocks = [each for each in http if each.name == "server"]
    servers = tuple(_server(each.block or (), common) for each in blocks)
    return Config(servers, upstreams, tuple(_hosts(http, upstreams)))


def _included(
    directives: tuple[Directive, ...], files: Mapping[str, str], depth: int
) -> tuple[Directive, ...]:
    """The directives with those of included files in their place, all names checked."""
    found: list[Directive] = []
    for each in directives:
        if not is_directive(each.name):
            raise ConfigError(f'unknown directive "{each.name}" {each.place}')
        if each.name == "include" and len(each.words) == 2 and depth < _DEEPEST:
            for name, text in _files_of(each.words[1], files):
                found += _included(parse(text, name), files, depth + 1)
        elif each.block is not None and each.name not in _FREE:
            found.append(each._replace(block=_included(each.block, files, depth)))
        else:
            found.append(each)
    return tuple(found)


def _files_of(pattern: str, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    path = pattern if pattern.startswith("/") else f"/etc/nginx/{pattern}"
    for name in sorted(files):
        # A star does not reach into folders.
        if fnmatchcase(name, path) and name.count("/") == path.count("/"):
            yield name, files[name]


def _server(block: tuple[Directive, ...], common: Settings) -> Server:
    listens = [each.words for each in block if each.name == "listen" and len(each.words) > 1]
    ports = [(_port(words[1]), "default_server" in words) for words in listens] or [(80, False)]
    names = tuple(name for each in block if each.name == "server_name" for name in each.words[1:])
    settings: Settings = {**common, **_settings(block)}
    return Server(tuple(ports), names, settings, tuple(_locations(block, settings)))


def _port(text: str) -> int:
    number = text.rpartition(":")[2]
    return int(number) if number.isdecimal() else 80


def _locations(block: tuple[Directive, ...], around: Settings) -> Iterator[Location]:
    inherited: Settings = {name: around[name] for name in ("root", "index") if name in around}
    for each in block:
        if each.name == "location" and len(each.words) > 1:
            kind = each.words[1] if len(each.words) > 2 else ""
            settings: Settings = {**inherited, **_settings(each.block or ())}
            yield Location(kind, each.words[-1], settings)
            yield from _locations(each.block or (), settings)


def _settings(block: tuple[Directive, ...] | list[Directive]) -> Settings:
    return {each.name: each.words[1:] for each in reversed(block) if each.name in _SIMPLE}


def _hosts(
    block: list[Directive] | tuple[Directive, ...], upstreams: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Names that must have an address when nginx starts, each with its place."""
    for each in block:
        target = each.words[1] if len(each.words) > 1 else ""
        if each.name == "proxy_pass" and "$" not in target:
            host = target.partition("://")[2].partition("/")[0].partition(":")[0]
            if host and host not in upstreams:
                yield host, each.place
        if each.name == "upstream":
            for line in each.block or ():
                if line.name == "server" and len(line.words) > 1:
                    yield line.words[1].partition(":")[0], line.place
        elif each.block is not None:
            yield from _hosts(each.block, upstreams)


def _matches(location: Location, path: str) -> bool:
    """Whether a regular expression fits, found in linear time by the RE2 that CEL brings along."""
    pattern = f"(?i){location.path}" if location.kind == "~*" else location.path
    return _matching().holds({"text": path, "pattern": pattern})


@cache
def _matching() -> Expression:
    return compile_expression("text.matches(pattern)", ("text", "pattern"), wanted=ANY)
