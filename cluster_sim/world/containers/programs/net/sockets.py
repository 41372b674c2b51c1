"""netstat, ss, ip and ifconfig: the pod's own ports and addresses."""

from __future__ import annotations

from collections.abc import Generator

from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell


def run_netstat(shell: Shell, argv: list[str]) -> Effects:
    """``netstat -lnt``: all that listens."""
    shell.now += SPAWN
    ports = yield from _ports(shell)
    head = (
        "Active Internet connections (only servers)\n"
        "Proto Recv-Q Send-Q Local Address           Foreign Address         State       "
    )
    programs = any("p" in word for word in argv[1:] if word.startswith("-"))
    lines = [head + ("PID/Program name    " if programs else "")]
    for port, name in ports:
        row = f"tcp        0      0 {f'0.0.0.0:{port}':<23} {'0.0.0.0:*':<23} LISTEN      "
        lines.append(row + (f"1/{name}" if programs else ""))
    yield Effect(shell.now, STDOUT, "", "".join(f"{line}\n" for line in lines))
    return 0


def run_ss(shell: Shell, argv: list[str]) -> Effects:
    """``ss -lnt``"""
    shell.now += SPAWN
    ports = yield from _ports(shell)
    lines = ["State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess"]
    lines += [
        f"LISTEN 0      511          0.0.0.0:{port:<5}      0.0.0.0:*          "
        for port, _ in ports
    ]
    yield Effect(shell.now, STDOUT, "", "".join(f"{line}\n" for line in lines))
    return 0


def run_ip(shell: Shell, argv: list[str]) -> Effects:
    """``ip addr`` and ``ip route``."""
    shell.now += SPAWN
    words = [word for word in argv[1:] if not word.startswith("-")]
    what = words[0] if words else ""
    if what and "route".startswith(what):
        gateway = _gateway(shell.address)
        own = f"{gateway.rpartition('.')[0]}.0/24 dev eth0 proto kernel scope link"
        text = f"default via {gateway} dev eth0 \n{own} src {shell.address} \n"
    elif what and ("address".startswith(what) or what == "addr"):
        text = _addresses(shell.address)
    else:
        return (yield from failed(shell, "Usage: ip [ OPTIONS ] { address | route }", 1))
    yield Effect(shell.now, STDOUT, "", text)
    return 0


def run_ifconfig(shell: Shell, argv: list[str]) -> Effects:
    """``ifconfig``, as busybox'."""
    shell.now += SPAWN
    address = shell.address
    broadcast = f"{address.rpartition('.')[0]}.255"
    text = (
        f"eth0      Link encap:Ethernet  HWaddr {_hardware(address).upper()}  \n"
        f"          inet addr:{address}  Bcast:{broadcast}  Mask:255.255.255.0\n"
        "          UP BROADCAST RUNNING MULTICAST  MTU:1450  Metric:1\n\n"
        "lo        Link encap:Local Loopback  \n"
        "          inet addr:127.0.0.1  Mask:255.0.0.0\n"
        "          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n"
    )
    yield Effect(shell.now, STDOUT, "", text)
    return 0


def _ports(shell: Shell) -> Generator[Effect, None, list[tuple[int, str]]]:
    answer = yield from ask(shell, {"kind": "ports"})
    return [(int(port), str(name)) for port, name in (answer or {}).get("ports", ())]


def _gateway(address: str) -> str:
    return f"{address.rpartition('.')[0]}.1"


def _hardware(address: str) -> str:
    """The hardware address that the CNI plugin bridge makes of an address."""
    parts = [int(part) for part in address.split(".") if part.isdecimal()]
    return ":".join(["0a", "58", *(f"{part:02x}" for part in parts)])


def _addresses(address: str) -> str:
    broadcast = f"{address.rpartition('.')[0]}.255"
    return (
        "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\n"
        "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
        "    inet 127.0.0.1/8 scope host lo\n"
        "       valid_lft forever preferred_lft forever\n"
        "2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1450 qdisc noqueue state UP \n"
        f"    link/ether {_hardware(address)} brd ff:ff:ff:ff:ff:ff\n"
        f"    inet {address}/24 brd {broadcast} scope global eth0\n"
        "       valid_lft forever preferred_lft forever\n"
    )
