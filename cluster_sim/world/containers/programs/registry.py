"""Which program runs in a container, from its image, command and arguments."""

from __future__ import annotations

from cluster_sim.world.containers.programs import (
    agnhost,
    control_plane,
    coredns,
    crasher,
    httpd,
    ingress_nginx,
    leaker,
    mysql,
    nginx,
    perl,
    postgres,
    python,
    redis,
    samples,
    script,
    stress,
    system,
    web,
)
from cluster_sim.world.containers.programs.net.tools import tools_of
from cluster_sim.world.containers.programs.program import Program
from cluster_sim.world.containers.programs.sh.commands import is_known

PROGRAMS: dict[str, Program] = {
    program.name: program
    for program in (
        agnhost.PROGRAM,
        *control_plane.ALL,
        coredns.PROGRAM,
        crasher.PROGRAM,
        httpd.PROGRAM,
        ingress_nginx.PROGRAM,
        leaker.PROGRAM,
        mysql.PROGRAM,
        nginx.PROGRAM,
        perl.PROGRAM,
        postgres.PROGRAM,
        python.NODE,
        python.PYTHON,
        redis.PROGRAM,
        samples.PROGRAM,
        script.PROGRAM,
        stress.PROGRAM,
        system.GENERIC,
        system.HELLO_WORLD,
        system.KUBE_PROXY,
        system.PAUSE,
        web.HELLO_APP,
        web.HPA_EXAMPLE,
        web.HTTPBIN,
    )
}
# The command of each image, and its other executables, as its Dockerfile has them.
_COMMANDS: dict[str, tuple[str, ...]] = {
    "nginx": ("nginx", "-g", "daemon off;"),
    "httpd": ("httpd-foreground",),
    "redis": ("redis-server",),
    "postgres": ("postgres",),
    "mysql": ("mysqld",),
    "python": ("python3",),
    "node": ("node",),
    "sh": ("sh",),
    "crasher": ("/crasher",),
    "leaker": ("/leaker",),
    "agnhost": ("/agnhost", "pause"),
    "stress": ("stress",),
    "pause": ("/pause",),
    "coredns": ("/coredns",),
    "sample": ("/app",),
    "ingress-nginx": ("/nginx-ingress-controller",),
}
_OTHER_NAMES = {
    "python": ("python", "python3", "python2"),
    "nginx": ("nginx", "nginx-debug", "docker-entrypoint.sh"),
    "httpd": ("httpd", "apache2-foreground", "docker-entrypoint.sh"),
    "mysql": ("mariadbd", "docker-entrypoint.sh"),
    "redis": ("docker-entrypoint.sh",),
    "postgres": ("docker-entrypoint.sh",),
    "agnhost": ("agnhost",),
    "kube-proxy": ("kube-proxy",),
    "crasher": ("crasher",),
    "leaker": ("leaker",),
    "pause": ("pause",),
    "coredns": ("coredns",),
    "ingress-nginx": ("nginx-ingress-controller",),
}
# Images whose ENTRYPOINT is the program itself, so that arguments alone go to it.
_FIXED_ENTRYPOINT = (
    *("crasher", "leaker", "agnhost", "kube-proxy", "hello-app", "pause"),
    *("coredns", "ingress-nginx", "sample"),
)
# Images without a shell.
BARE = (
    *(each.name for each in control_plane.ALL),
    *("pause", "kube-proxy", "hello", "hello-app", "crasher", "leaker", "coredns"),
)

# Programs of which only the outside is modelled: whatever they are started with is theirs.
_OUTSIDE_ONLY = ("generic", "sample")


class NoSuchExecutable(ValueError):
    """The image has no such program; ``name`` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def resolve(
    program: str, image: str, command: list[str], args: list[str]
) -> tuple[str, tuple[str, ...]]:
    """The name of the program that really runs, and its argument vector.

    ``program`` is what the image (``repository:tag``) is made for; NoSuchExecutable when it
    cannot run the command.
    """
    usual = _COMMANDS.get(program, (program,))
    if not command and not args:
        return program, usual
    if not command:
        if program in _FIXED_ENTRYPOINT:
            return program, (usual[0], *args)
        if args[0].startswith("-"):
            return program, (usual[0], *args)
    argv = (*command, *args)
    name = argv[0].rpartition("/")[2]
    if name == usual[0].rpartition("/")[2] or name in _OTHER_NAMES.get(program, ()):
        if name == "docker-entrypoint.sh":
            return resolve(program, image, [], list(argv[1:]))
        return program, argv
    if program in _OUTSIDE_ONLY and not is_known(name):
        return program, argv
    if program in BARE or not is_known(name, tools_of(image)):
        raise NoSuchExecutable(argv[0])
    return "sh", argv
