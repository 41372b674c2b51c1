"""The files of one container as others make them: mounts, what was executed inside, its peers.

It is programs/outside.Outside for a container of this world. Containers of a pod that share a
volume see what the scripts of the others write at the moment they write it; of two scripts that
both write, the later in the manifest sees the earlier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from typing import Any

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.outside import STDIN, Mark, Write
from cluster_sim.world.containers.programs.program import Run
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import filelog, tokens
from cluster_sim.world.kube.kubelet.mounts import Mount
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, records

_SCRIPT = script.PROGRAM.name
_READ_ONLY = "Read-only file system"
_DENIED = "Permission denied"
# What anybody may write to, whoever he is.
_OPEN = ("/tmp", "/var/tmp", "/dev")


class ContainerFiles:
    """``data`` is what the kubelet keeps of the run (``run`` in its records).

    ``reader``: the process that looks, which has its own writes in mind already.
    """

    def __init__(self, world: World, data: Mapping[str, Any], reader: str = "") -> None:
        self.world = world
        self.data = data
        self.reader = reader or str(data["id"])
        self.mounts = [Mount(*each) for each in data.get("mounts") or ()]
        self.layer = str(data["id"])

    def over(self, files: Mapping[str, str], at: int) -> dict[str, str]:
        """The image's files, hidden where something is mounted, and all that was changed."""
        found = {path: text for path, text in files.items() if not self._hides(path)}
        found.update(self.data.get("files") or {})
        for write in self._all(at):
            if write.path == STDIN:
                continue
            if write.text is None:
                found.pop(write.path, None)
            else:
                found[write.path] = write.text
        return found

    def writes(self, after: int, until: int) -> Sequence[Write]:
        """What others changed after ``after`` up to ``until``."""
        logged = self._logged()
        found = merge(logged, self._of_peers(after, until), key=_moment)
        return [each for each in found if after < each.at <= until]

    def next_write(self, after: int) -> int | None:
        """The next change that is planned, or that a peer may make."""
        moments = [each.at for each in self._logged() if each.at > after]
        for run in self._peers():
            change = script.timeline_of(run).next_own_write(after)
            if change is not None:
                moments.append(change)
        return min(moments, default=None)

    def mark(self) -> Mark:
        """How many changes each store has seen, and since when each peer is there."""
        known = {store: filelog.count(self.world, store) for store in self._stores()}
        return {**known, **{f"peer {run.container}": run.started for run in self._peers()}}

    def first_since(self, mark: Mark) -> int | None:
        """The first change of any store, or the start of a peer, that is not in ``mark``."""
        found = [
            filelog.first_since(self.world, store, mark.get(store, 0)) for store in self._stores()
        ]
        found += [r.started for r in self._peers() if f"peer {r.container}" not in mark]
        return min((each for each in found if each is not None), default=None)

    def concerns(self, folder: str) -> bool:
        """Whether something is mounted there, or was written there."""
        for mount in self.mounts:
            if folder.startswith(mount.path) or mount.path.startswith(folder):
                return True
        logged = filelog.entries(self.world, self.layer)
        return any(each.path.startswith(folder) for each in logged)

    def refusal(self, path: str) -> str:
        """A read-only mount or root refuses; so does a root that belongs to somebody else."""
        mount = self.mount_at(path)
        if mount is not None:
            return _READ_ONLY if mount.read_only else ""
        if self.data.get("readOnly") and not path.startswith("/dev/"):
            return _READ_ONLY
        if self.data.get("user") and not path.startswith(_OPEN):
            return _DENIED
        return ""

    def directories(self) -> Sequence[str]:
        """The folders that volumes are mounted on."""
        return [mount.path for mount in self.mounts if not mount.single]

    def mount_at(self, path: str) -> Mount | None:
        """The innermost mount that holds a path."""
        for mount in reversed(self.mounts):
            if path == mount.path or (not mount.single and path.startswith(f"{mount.path}/")):
                return mount
        return None

    def keep(self, writes: Sequence[Write], author: str) -> None:
        """Note what a process that ``author`` names wrote: in volumes, or in this container."""
        by_store: dict[str, list[filelog.Entry]] = {}
        for write in writes:
            mount = self.mount_at(write.path)
            relative = mount.relative(write.path) if mount else None
            store = mount.store if mount is not None and relative is not None else self.layer
            path = relative if store != self.layer and relative is not None else write.path
            entry = filelog.Entry(write.at, path, write.text, author)
            by_store.setdefault(store, []).append(entry)
        for store, entries in by_store.items():
            filelog.append(self.world, store, entries)

    def _stores(self) -> list[str]:
        own = [self.layer, *(mount.store for mount in self.mounts)]
        return list(dict.fromkeys([*own, *(run.container for run in self._peers())]))

    def _hides(self, path: str) -> bool:
        return any(
            path == mount.path or (not mount.single and path.startswith(f"{mount.path}/"))
            for mount in self.mounts
        )

    def _all(self, until: int) -> Iterator[Write]:
        for write in merge(self._logged(), self._of_peers(0, until), key=_moment):
            if write.at <= until:
                yield write

    def _logged(self) -> list[Write]:
        found = [
            Write(each.at, each.path, each.text)
            for each in filelog.entries(self.world, self.layer)
            if each.author != self.reader
        ]
        for mount in self.mounts:
            found += self._in_volume(mount)
        return sorted(found, key=_moment)

    def _in_volume(self, mount: Mount) -> Iterator[Write]:
        started = int(self.data["started"])
        for each in filelog.entries(self.world, mount.store):
            if each.author == self.reader or (mount.fixed and each.at > started):
                continue
            path = mount.inside(each.path)
            if path is not None:
                text = tokens.resolved(self.world, each.text, each.at)
                yield Write(each.at, path, text)

    def _of_peers(self, after: int, until: int) -> list[Write]:
        found: list[Write] = []
        for run in self._peers():
            theirs = run.outside
            for write in script.timeline_of(run).own_writes(after, until):
                mount = theirs.mount_at(write.path) if isinstance(theirs, ContainerFiles) else None
                if mount is not None:
                    found += self._seen_as(mount, write)
        return sorted(found, key=_moment)

    def _seen_as(self, mount: Mount, write: Write) -> Iterator[Write]:
        relative = mount.relative(write.path)
        for own in self.mounts:
            path = own.inside(relative) if own.store == mount.store and relative else None
            if path is not None:
                yield write._replace(path=path)

    def _peers(self) -> list[Run]:
        """The running scripts of the pod that write to a volume of this container's."""
        from cluster_sim.world.kube.kubelet.runtime import program_of

        shared = {mount.store for mount in self.mounts if not mount.fixed}
        record = records(self.world).get(str(self.data.get("pod", "")))
        if record is None or not shared:
            return []
        found: list[tuple[int, Mapping[str, Any]]] = []
        own_place = None
        for place, other in enumerate(record["containers"].values()):
            if other.get("id") == self.layer:
                own_place = place
            elif other["stage"] == RUNNING and _writes_to(other["run"], shared):
                found.append((place, other["run"]))
        writes = bool(self.data.get("writes")) and self.reader == self.layer
        return [
            program_of(self.world, dict(run))[1]
            for place, run in found
            if not writes or own_place is None or place < own_place
        ]


def _writes_to(run: Mapping[str, Any], shared: set[str]) -> bool:
    if run["program"] != _SCRIPT or not run.get("writes"):
        return False
    return any(mount[1] in shared and not mount[5] for mount in run.get("mounts") or ())


def _moment(write: Write) -> int:
    return write.at
