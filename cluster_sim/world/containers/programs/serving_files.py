"""Pages that a web server takes from the files of its container."""

from __future__ import annotations

from collections.abc import Mapping

from cluster_sim.world.containers.programs import serving
from cluster_sim.world.containers.programs.image_files import image_files
from cluster_sim.world.containers.programs.program import Request, Run


def page_of(run: Run, request: Request, root: str, now: int) -> str | None:
    """The text of the file asked for; None when there is none. A folder means its index.html."""
    return page_in(files_of(run, root, now), serving.path_of(request), root)


def page_in(files: Mapping[str, str], path: str, root: str) -> str | None:
    """The same in files at hand."""
    place = f"{root}/{path.strip('/')}".rstrip("/")
    return files.get(place, files.get(f"{place}/index.html"))


def is_folder(run: Run, request: Request, root: str, now: int) -> bool:
    """Whether a folder is asked for: without an index it may not be looked into."""
    place = f"{root}/{serving.path_of(request).strip('/')}".rstrip("/")
    return place == root or any(name.startswith(f"{place}/") for name in files_of(run, root, now))


def files_of(run: Run, root: str, now: int) -> Mapping[str, str]:
    """The server's files at a moment, those below ``root`` at least."""
    if not run.outside.concerns(root):
        return image_files(run)
    return run.outside.over(image_files(run), now)


def change_after(run: Run, after: int) -> int | None:
    """When its pages may next be others than at ``after``."""
    return run.outside.next_write(after)
