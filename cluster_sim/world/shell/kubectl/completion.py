"""What Tab offers on a kubectl line: verbs, kinds, names as they are now, flags, their values."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.completion_kinds import KINDS, Kind
from cluster_sim.world.shell.kubectl.failure import Failure
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import GLOBAL_FLAGS
from cluster_sim.world.shell.kubectl.verbs import VERBS
from cluster_sim.world.shell.kubectl.verbs.group import Group

_FORMATS = (
    *("custom-columns=", "go-template=", "json", "jsonpath=", "jsonpath-as-json=", "name"),
    *("wide", "yaml"),
)
_VALUES = {
    "output": _FORMATS,
    "dry-run": ("client", "none", "server"),
    "cascade": ("background", "foreground", "orphan"),
    "type": ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
    "restart": ("Always", "Never", "OnFailure"),
}


def complete(world: World, words: Sequence[str], last: str) -> list[str]:
    """What may stand for ``last``, sorted.

    words: what stands between ``kubectl`` and the word at the cursor; last: the beginning of that
    word. An empty list also where a file's name belongs.
    """
    try:
        offered = _Line(world, words).offers(last)
    except Failure:
        # A kubeconfig that somebody broke.
        return []
    return sorted({each for each in offered if each.startswith(last)})


class _Line:
    """A line as far as it goes: the verb, its arguments, and a flag that awaits its value."""

    def __init__(self, world: World, words: Sequence[str]) -> None:
        self.world = world
        self.namespace = kubeconfig.namespace(world)
        self.level: Group = VERBS
        self.verb: ModuleType | None = None
        self.path: list[str] = []
        self.args: list[str] = []
        self.dashed = False
        self.waiting: Flag | None = None
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        if self.waiting is not None:
            self._note(self.waiting, word)
            self.waiting = None
        elif self.dashed:
            return
        elif word == "--":
            self.dashed = True
        elif word.startswith("-") and len(word) > 1:
            self._take_flag(word)
        elif self.verb is None:
            self._descend(word)
        else:
            self.args.append(word)

    def _take_flag(self, word: str) -> None:
        name, equals, value = word.partition("=")
        known = self._flag(name)
        if known is None:
            return
        if equals:
            self._note(known, value)
        elif known.alone is None:
            self.waiting = known

    def _note(self, known: Flag, value: str) -> None:
        if known.name == "namespace":
            self.namespace = value

    def _descend(self, word: str) -> None:
        found = self.level.get(word)
        if isinstance(found, Group):
            self.level = found
            self.path.append(self.level_name(word))
        elif found is not None:
            self.verb = found
            self.path.append(self.level_name(word))
        elif self.level.default is not None:
            self.verb = self.level.default
            self.args.append(word)
        else:
            self.dashed = True

    def level_name(self, word: str) -> str:
        """The proper name of a verb."""
        return self.level.proper(word) if isinstance(self.level, Group) else word

    def offers(self, last: str) -> list[str]:
        """Everything that may stand here; the caller keeps what begins with ``last``."""
        if self.dashed:
            return []
        if self.waiting is not None:
            return self._values(self.waiting)
        if last.startswith("--") and "=" in last:
            name, _, _ = last.partition("=")
            known = self._flag(name)
            return [f"{name}={value}" for value in self._values(known)] if known else []
        if last.startswith("-"):
            return [f"--{each.name}" for each in self._flags()]
        if self.verb is None:
            return list(self.level.members)
        return self._arguments(last)

    def _flags(self) -> tuple[Flag, ...]:
        verb = self.verb or self.level.default
        return (*GLOBAL_FLAGS, *(verb.FLAGS if verb is not None else ()))

    def _flag(self, word: str) -> Flag | None:
        for each in self._flags():
            if word in (f"--{each.name}", f"-{each.short}" if each.short else "--"):
                return each
        return None

    def _values(self, known: Flag) -> list[str]:
        if known.name == "namespace":
            return self._names(registry.by_key("namespaces"))
        if known.name == "container":
            return self._containers()
        if known.name == "context":
            return list(kubeconfig.contexts(kubeconfig.load(self.world)))
        return list(_VALUES.get(known.name, ()))

    def _arguments(self, last: str) -> list[str]:
        kind = KINDS.get(" ".join(self.path), Kind())
        if kind.fixed and not self.args:
            kinds = [*kind.fixed]
        elif kind.resources is None:
            # Full names alone, as kubectl completes them: a short one is typed already.
            kinds = [each.plural for each in registry.of(self.world).resources]
        else:
            kinds = [registry.by_key(key).plural for key in kind.resources]
        if kind.names_of:
            return self._plain_names(kind, kinds, last)
        if not kind.objects:
            return list(kind.fixed) if not self.args else []
        return self._objects(kind, kinds, last)

    def _plain_names(self, kind: Kind, kinds: list[str], last: str) -> list[str]:
        """Verbs whose first argument is a name: ``logs web-1``, ``drain noeud-2``."""
        if self.args and not kind.several:
            return []
        if "/" in last:
            return self._pairs(last)
        resource = registry.by_key(kind.names_of)
        return [name for name in self._names(resource) if name not in self.args]

    def _objects(self, kind: Kind, kinds: list[str], last: str) -> list[str]:
        """Verbs that take ``KIND NAME…`` or ``KIND/NAME…``."""
        if "/" in last:
            return self._pairs(last)
        if not self.args:
            before, comma, _ = last.rpartition(",")
            return [f"{before}{comma}{name}" for name in kinds]
        if "/" in self.args[0]:
            return self._after_pair(kind)
        resource = self._resource(self.args[0])
        if resource is None or (len(self.args) > 1 and not kind.several):
            return self._after_pair(kind) if len(self.args) > 1 else []
        return [name for name in self._names(resource) if name not in self.args[1:]]

    def _after_pair(self, kind: Kind) -> list[str]:
        return [f"{name}=" for name in self._containers()] if kind.images else []

    def _pairs(self, last: str) -> list[str]:
        spoken, _, _ = last.partition("/")
        resource = self._resource(spoken)
        if resource is None:
            return []
        return [f"{spoken}/{name}" for name in self._names(resource)]

    def _names(self, resource: Resource) -> list[str]:
        return [
            name
            for namespace, name in self.world.store.table(resource.key)
            if not resource.namespaced or namespace == self.namespace
        ]

    def _containers(self) -> list[str]:
        """The containers of the object that the arguments name."""
        obj = self._named()
        spec = (obj or {}).get("spec") or {}
        spec = spec.get("template", {}).get("spec", spec)
        each = [*spec.get("containers", ()), *spec.get("initContainers", ())]
        return [container["name"] for container in each]

    def _named(self) -> Object | None:
        if not self.args:
            return None
        spoken, slash, name = self.args[0].partition("/")
        if not slash:
            given = self.args[1] if len(self.args) > 1 else ""
            spoken, name = (spoken, given) if given else ("pods", spoken)
        resource = self._resource(spoken)
        if resource is None:
            return None
        namespace = self.namespace if resource.namespaced else ""
        return self.world.store.get(resource.key, namespace, name)

    def _resource(self, spoken: str) -> Resource | None:
        try:
            return registry.of(self.world).by_name(spoken)
        except registry.UnknownResource:
            return None
