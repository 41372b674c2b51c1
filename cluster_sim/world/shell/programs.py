"""Which programs there are."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.shell.commands import (
    awk,
    base64,
    cat,
    clear,
    cp,
    curl,
    cut,
    date,
    editors,
    env,
    grep,
    head,
    help,
    ls,
    mkdir,
    mv,
    rm,
    sed,
    seq,
    sh,
    sleep,
    sort,
    tail,
    tee,
    timeout,
    touch,
    tr,
    uniq,
    watch,
    wc,
    which,
    xargs,
)
from cluster_sim.world.shell.kubectl import main as kubectl

PROGRAMS: dict[str, ModuleType] = {
    "awk": awk,
    "base64": base64,
    "bash": sh,
    "cat": cat,
    "clear": clear,
    "cp": cp,
    "curl": curl,
    "cut": cut,
    "date": date,
    "egrep": grep,
    "env": env,
    "grep": grep,
    "head": head,
    "help": help,
    "kubectl": kubectl,
    "ls": ls,
    "mkdir": mkdir,
    "mv": mv,
    "nano": editors,
    "printenv": env,
    "rm": rm,
    "rmdir": rm,
    "sed": sed,
    "seq": seq,
    "sh": sh,
    "sleep": sleep,
    "sort": sort,
    "tail": tail,
    "tee": tee,
    "timeout": timeout,
    "touch": touch,
    "tr": tr,
    "uniq": uniq,
    "vi": editors,
    "vim": editors,
    "watch": watch,
    "wc": wc,
    "which": which,
    "xargs": xargs,
}


def path(name: str) -> str:
    """Where ``which`` finds a program."""
    return f"/usr/local/bin/{name}" if name in ("kubectl", "help") else f"/usr/bin/{name}"
