"""200 viewers on 50 labs of one server: frames, gaps, delays, and what it costs.

The server runs in a process of its own, the viewers in this one, over loopback. In each lab a
rollout is going on; now and then somebody types a line, and the delay is the wall time until a
frame shows it to each of the lab's viewers, of whom three of four did not type it.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row
from bench.client.guest import Guest
from bench.client.page import Page

ROOT = Path(__file__).parent.parent
LABS, VIEWERS = 50, 200
SECONDS = 20
# Each lab hears of a line so often, seconds.
LINE_EVERY = 2.0
CREATE = "kubectl create deployment web --image=nginx:1.27 --replicas=12"
ROLLOUT = "while true; do kubectl rollout restart deployment web > /dev/null; sleep 15; done"
LABS_SPEED = 4


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The address and process id of a site with its own data, gone afterwards."""
    with TemporaryDirectory(prefix="grappe-bench-") as var, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "VAR_DIR": var, "PORT": str(port)}
        for name in ("DATABASE_URL", "REDIS_URL"):
            environment.pop(name, None)
        for name in ("migrate", "load_content"):
            _python(["manage.py", name, "-v0"], environment)
        command = [sys.executable, "-m", "config.server"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(20)


def _python(arguments: list[str], environment: dict[str, str]) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _wait(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def cpu_seconds(process: int) -> float:
    """What a process has used so far, 0 where the system does not say."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def typist(pages: list[Page], number: int, sent: dict[str, float], end: float) -> None:
    """Set a lab going, then type a line now and then, one viewer after the other."""
    first = pages[0]
    await first.send({"type": "clock", "do": "speed", "speed": LABS_SPEED})
    await first.type(CREATE)
    await first.type(ROLLOUT, "t2")
    await asyncio.sleep(2 + LINE_EVERY * number / LABS)
    turn = 0
    while time.perf_counter() < end:
        text = f"line-{number}-{turn}-"
        for page in pages:
            page.awaited.add(text)
        sent[text] = time.perf_counter()
        await pages[turn % len(pages)].type(f"echo {text}")
        turn += 1
        await asyncio.sleep(LINE_EVERY)


async def watch(site: str, process: int) -> list[Row]:
    """Open the labs, look for a while, and say what came of it."""
    guests = [Guest(site) for _ in range(LABS)]
    labs = [await asyncio.to_thread(guest.open_lab, "three-nodes") for guest in guests]
    rooms = [
        [Page(site, lab, guest.cookies) for _ in range(VIEWERS // LABS)]
        for lab, guest in zip(labs, guests, strict=True)
    ]
    pages = [page for room in rooms for page in room]
    for page in pages:
        await page.open()
    readers = [asyncio.create_task(page.read()) for page in pages]
    sent: dict[str, float] = {}
    used, began = cpu_seconds(process), time.perf_counter()
    mine = time.process_time()
    end = began + SECONDS
    await asyncio.gather(*(typist(room, n, sent, end) for n, room in enumerate(rooms)))
    took, used = time.perf_counter() - began, cpu_seconds(process) - used
    mine = time.process_time() - mine
    for page in pages:
        await page.line.close()
    await asyncio.gather(*readers, return_exceptions=True)
    return rows(pages, sent, took, used, mine)


def rows(
    pages: list[Page], sent: dict[str, float], took: float, used: float, mine: float
) -> list[Row]:
    """What the table says."""
    delays = sorted(seen - sent[text] for page in pages for text, seen in page.seen.items())
    lost = sum(len(page.awaited) for page in pages)
    cuts = statistics.quantiles(delays, n=100)
    what = f"{VIEWERS} viewers on {LABS} labs"
    frames, kib = sum(page.frames for page in pages), sum(page.bytes for page in pages) / 1024
    return [
        (f"{what}: frames delivered", f"{frames:,} ({frames / took:,.0f}/s)", ""),
        (f"{what}: size of a frame", f"{kib / frames:.1f} KiB", ""),
        (f"{what}: gaps", f"{sum(page.gaps for page in pages)}", ""),
        (f"{what}: lines seen, not yet seen", f"{len(delays):,}, {lost}", ""),
        (f"{what}: delay of a line, p50", f"{cuts[49] * 1000:.0f} ms", "< 150 ms"),
        (f"{what}: delay of a line, p99", f"{cuts[98] * 1000:.0f} ms", "< 500 ms"),
        (f"{what}: server CPU", f"{used:.1f} s in {took:.0f} s ({used / took:.0%} of a core)", ""),
        (f"{what}: viewers' own CPU", f"{mine:.1f} s", ""),
    ]


def main() -> list[Row]:
    """The rows of this benchmark; about half a minute."""
    with server() as (site, process):
        return asyncio.run(watch(site, process))
