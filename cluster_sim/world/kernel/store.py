"""The one store: a table for each resource, and indexes that follow every write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cluster_sim.world.kernel.history import Key

Object = dict[str, Any]
IndexFunction = Callable[[Object], Iterable[str]]
Table = dict[tuple[str, str], Object]
Bucket = dict[tuple[str, str], None]

# As the resource of an index or a watcher: every resource that has none of its own.
EVERY_OTHER = "*"

_EMPTY: dict[Any, Any] = {}


class Store:
    """Objects by resource, namespace and name; nobody mutates an object that is in here."""

    __slots__ = ("_functions", "_indexes", "_tables")

    def __init__(self, functions: dict[str, dict[str, IndexFunction]]) -> None:
        self._functions = functions
        self._tables: dict[str, Table] = {}
        self._indexes: dict[tuple[str, str], dict[str, Bucket]] = {}

    def copy(self) -> Store:
        """A store with the same objects that changes apart from this one."""
        twin = Store(self._functions)
        twin._tables = {name: table.copy() for name, table in self._tables.items()}
        twin._indexes = {
            name: {value: bucket.copy() for value, bucket in index.items()}
            for name, index in self._indexes.items()
        }
        return twin

    def get(self, resource: str, namespace: str, name: str) -> Object | None:
        """The object, or None."""
        return self._tables.get(resource, _EMPTY).get((namespace, name))

    def table(self, resource: str) -> Table:
        """All objects of a resource by (namespace, name), oldest first; not to be changed."""
        return self._tables.get(resource, _EMPTY)

    def all(self, resource: str) -> Iterator[Object]:
        """All objects of a resource, oldest first."""
        return iter(self._tables.get(resource, _EMPTY).values())

    def resources(self) -> list[str]:
        """The resources that have had an object, in the order of their first one."""
        return list(self._tables)

    def bucket(self, resource: str, index: str, value: str) -> Bucket:
        """The (namespace, name) pairs under ``value`` in an index; not to be changed."""
        return self._indexes.get((resource, index), _EMPTY).get(value, _EMPTY)

    def by_index(self, resource: str, index: str, value: str) -> list[Object]:
        """The objects under ``value`` in an index, in the order in which they came under it."""
        table = self._tables.get(resource, _EMPTY)
        return [table[name] for name in self.bucket(resource, index, value)]

    def put(self, key: Key, new: Object | None) -> Object | None:
        """Write an object, or take it away with None; returns what was there before."""
        resource, name = key.resource, (key.namespace, key.name)
        table = self._tables.get(resource)
        if table is None:
            table = self._tables[resource] = {}
        old = table.get(name)
        if new is None:
            table.pop(name, None)
        else:
            table[name] = new
        functions = self._functions.get(resource) or self._functions.get(EVERY_OTHER, _EMPTY)
        for index, function in functions.items():
            self._reindex((resource, index), function, name, old, new)
        return old

    def _reindex(
        self,
        index: tuple[str, str],
        function: IndexFunction,
        name: tuple[str, str],
        old: Object | None,
        new: Object | None,
    ) -> None:
        # An object may name a value twice, an owner for instance; it is under it once.
        before = dict.fromkeys(function(old)) if old is not None else {}
        after = dict.fromkeys(function(new)) if new is not None else {}
        if before == after:
            return
        buckets = self._indexes.setdefault(index, {})
        for value in before:
            if value not in after:
                bucket = buckets[value]
                del bucket[name]
                if not bucket:
                    del buckets[value]
        for value in after:
            buckets.setdefault(value, {})[name] = None

    def dump(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {"tables": self._tables, "indexes": self._indexes}

    def load(self, data: dict[str, Any]) -> None:
        """Take over what ``dump`` gave."""
        self._tables = data["tables"]
        self._indexes = data["indexes"]
