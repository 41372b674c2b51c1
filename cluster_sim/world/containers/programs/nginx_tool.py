"""``nginx`` beside the server that runs: -t looks at the files, -s reload has them read anew.

nginx.org/en/docs/switches.html. What is asked for by ``-s reload`` is left in a file, as the
moment at which the master process reads its configuration anew.
"""

from __future__ import annotations

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.nginx_config import MAIN, read
from cluster_sim.world.containers.programs.nginx_syntax import ConfigError
from cluster_sim.world.containers.programs.sh.effects import STDERR, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

RELOADED = "/run/nginx.reload"


_KNOWN = (["-t"], ["-s", "reload"])


def concerns(argv: list[str]) -> bool:
    """Whether the words are no server that starts, but one of these."""
    return argv[0].rpartition("/")[2] == "nginx" and argv[1:] in _KNOWN


def run(shell: Shell, argv: list[str]) -> Effects:
    """``nginx -t`` and ``nginx -s reload``."""
    shell.now += 4 * SPAWN
    try:
        read(shell.files)
    except ConfigError as fault:
        text = f"nginx: [emerg] {fault}"
        if argv[1] == "-t":
            text += f"\nnginx: configuration file {MAIN} test failed"
        return (yield from failed(shell, text, 1))
    if argv[1] == "-t":
        text = f"nginx: the configuration file {MAIN} syntax is ok\n"
        text += f"nginx: configuration file {MAIN} test is successful\n"
        yield Effect(shell.now, STDERR, "", text)
        return 0
    yield shell.write_file(RELOADED, str(shell.now))
    text = f"{clocks.nginx(shell.now)} [notice] 36#36: signal process started\n"
    yield Effect(shell.now, STDERR, "", text)
    return 0
