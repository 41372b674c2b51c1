"""``ls``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.commands import date, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "ls"
LATENCY = 2_000
_WIDTH = 80
_BLUE, _PLAIN = "\x1b[1;34m", "\x1b[0m"
Entry = tuple[str, dict[str, Any] | None]


def start(process: Process) -> Outcome:
    """``ls [-l] [-a] [-1] [PATH …]``."""
    try:
        found, wanted = options.parse(process, "laAh1trRSdF", ["all", "color="])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(2)
    flags = "".join("a" if name == "all" else name[:1] for name in found)
    loose: list[Entry] = []
    folders: list[tuple[str, str]] = []
    failed = False
    for path in wanted or ["."]:
        failed |= not _sorted_out(process, path, flags, loose, folders)
    _show(process, loose, flags)
    for index, (path, folder) in enumerate(folders):
        if len(wanted) > 1:
            process.write(f"{chr(10) if index or loose else ''}{path}:\n")
        _show_folder(process, folder, flags)
    return Exit(2 if failed else 0)


def _sorted_out(
    process: Process, path: str, flags: str, loose: list[Entry], folders: list[tuple[str, str]]
) -> bool:
    try:
        place = paths.resolve(process.cwd, path)
    except paths.Outside:
        process.complain(f"ls: cannot open directory '{path}': Permission denied\n")
        return False
    file = process.world.store.get(files.FILES, "", place)
    if file is not None:
        loose.append((path, file))
    elif not files.is_folder(process.world, place):
        process.complain(f"ls: cannot access '{path}': No such file or directory\n")
        return False
    elif "d" in flags:
        loose.append((path, None))
    else:
        folders.append((path, place))
    return True


def _show_folder(process: Process, folder: str, flags: str) -> None:
    entries = list(files.children(process.world, folder).items())
    if "a" not in flags and "A" not in flags:
        entries = [entry for entry in entries if not entry[0].startswith(".")]
    if "a" in flags:
        entries = [(".", None), ("..", None), *entries]
    if "l" in flags:
        process.write(f"total {4 * sum(1 for _, file in entries if file is not None)}\n")
    _show(process, entries, flags)


def _show(process: Process, entries: list[Entry], flags: str) -> None:
    if "S" in flags:
        entries = sorted(entries, key=lambda entry: -files.size(entry[1]) if entry[1] else 0)
    if "r" in flags:
        entries = entries[::-1]
    if "l" in flags:
        width = max((len(_size(file)) for _, file in entries), default=1)
        for name, file in entries:
            process.write(_long(process, name, file, width))
    elif process.is_terminal and "1" not in flags:
        process.write(_columns(entries))
    else:
        process.write("".join(f"{name}\n" for name, _ in entries))


def _size(file: dict[str, Any] | None) -> str:
    return str(files.size(file)) if file else "4096"


def _long(process: Process, name: str, file: dict[str, Any] | None, width: int) -> str:
    mode, links = ("-rw-r--r--", 1) if file else ("drwxr-xr-x", 2)
    day = date.written(process.world.epoch, "%b %e %H:%M")
    size = _size(file).rjust(width)
    shown = _coloured(name, file) if process.is_terminal else name
    return f"{mode} {links} etudiante etudiante {size} {day} {shown}\n"


def _coloured(name: str, file: dict[str, Any] | None) -> str:
    return name if file else f"{_BLUE}{name}{_PLAIN}"


def _columns(entries: list[Entry]) -> str:
    """As many columns as fit, each as wide as its widest name and two spaces."""
    if not entries:
        return ""
    for count in range(min(len(entries), _WIDTH // 3), 0, -1):
        rows = -(-len(entries) // count)
        columns = [entries[at : at + rows] for at in range(0, len(entries), rows)]
        widths = [max(len(name) for name, _ in column) + 2 for column in columns]
        if sum(widths) - 2 <= _WIDTH or count == 1:
            break
    lines = []
    for row in range(rows):
        cells = [
            (column[row], width)
            for column, width in zip(columns, widths, strict=True)
            if row < len(column)
        ]
        line = "".join(_coloured(*entry) + " " * (width - len(entry[0])) for entry, width in cells)
        lines.append(line.rstrip(" ") + "\n")
    return "".join(lines)
