"""What a kind of the API is: its names, its scope, its rules and its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_sim.world.kube.api.errors import FieldError

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the server-side table; ``wide`` ones (priority 1) show with ``-o wide``."""

    name: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ScalePaths:
    """Where a kind keeps what ``scale`` shows: replicas wanted, replicas present, the selector.

    The selector is a label selector or the text of one; there is none where its path is empty.
    """

    spec: str = "spec.replicas"
    status: str = "status.replicas"
    selector: str = "spec.selector"


def keep(obj: Object) -> Object:
    """The object as it is."""
    return obj


def keep_new(old: Object, new: Object) -> Object:
    """The new object as it is."""
    return new


def keep_going(obj: Object, now: int) -> Object:
    """The object as it is."""
    return obj


def no_faults(obj: Object) -> list[FieldError]:
    """Nothing to say against the object."""
    return []


def no_update_faults(old: Object, new: Object) -> list[FieldError]:
    """Nothing to say against the change."""
    return []


@dataclass(frozen=True, slots=True)
class CustomKind:
    """What a kind has whose schema comes from a CustomResourceDefinition.

    schema: the ``openAPIV3Schema``. read: the object in a body, ``read(body, meta, log)`` with
    the reader of the metadata; what is wrong or unknown is noted in the log. shown: a stored
    object as this version shows it. list_kind: the kind of a list. warning: what users of a
    deprecated version are told, empty for others.
    """

    schema: dict[str, Any]
    read: Callable[[Any, Any, Any], Any]
    shown: Callable[[Object], Object]
    list_kind: str
    warning: str


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind, as discovery names it and as its strategy (pkg/registry/…/strategy.go) rules it.

    default: a new object with every defaulted field filled in (never mutates its input).
    prepare_delete: what is done to an object that is asked to go, before it is marked or removed;
    ``prepare_delete(obj, now)`` with ``now`` in Unix microseconds.
    prepare_create / prepare_update: what the strategy does before validation (drop status,
    count generations). validate / validate_update: the faults found, in the server's order.
    validate_status: the faults found in a changed status, by those that look at it.
    row: the table cells for one object: ``row(obj, now)`` with ``now`` in Unix microseconds.
    preferred: whether this is the version that clients use when they name none; a kind served
    in several versions is one Resource for each, all with the same key.
    answer: for a kind that is asked and never kept (a review): what ``create`` answers, from the
    call, the namespace and the question.
    shown / stored: for a version that is not kept: a stored object as this version shows it, and
    one of this version as it is stored.
    measured: whether it is measured and never kept: others offer ``get`` and ``list`` of it.
    scale: where the replicas are, for those with the sub-resource ``scale``.
    custom: what a custom kind has beyond that; None for the built-in ones.
    inert: the fields that are kept but that nothing in the simulation acts on, as paths
    (``spec.minReadySeconds``, ``spec.rules[].host``; a path covers all below it).
    """

    group: str
    version: str
    kind: str
    plural: str
    singular: str
    namespaced: bool
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    subresources: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    row: Callable[[Object, int], list[Any]] | None = None
    default: Callable[[Object], Object] = keep
    prepare_create: Callable[[Object], Object] = keep
    prepare_update: Callable[[Object, Object], Object] = keep_new
    prepare_delete: Callable[[Object, int], Object] = keep_going
    validate: Callable[[Object], Sequence[FieldError]] = no_faults
    validate_update: Callable[[Object, Object], Sequence[FieldError]] = no_update_faults
    validate_status: Callable[[Object, Object], Sequence[FieldError]] = no_update_faults
    field_labels: tuple[str, ...] = field(default=("metadata.name", "metadata.namespace"))
    preferred: bool = True
    scale: ScalePaths = ScalePaths()
    custom: CustomKind | None = None
    answer: Callable[[Any, str, Object], Object] | None = None
    shown: Callable[[Object], Object] = keep
    stored: Callable[[Object], Object] = keep
    measured: bool = False
    inert: tuple[str, ...] = ()

    def of_stored(self, obj: Object) -> Object:
        """A stored object as this version shows it."""
        return self.custom.shown(obj) if self.custom is not None else self.shown(obj)

    @property
    def list_kind(self) -> str:
        """``PodList``."""
        return (self.custom.list_kind if self.custom else "") or f"{self.kind}List"

    @property
    def key(self) -> str:
        """``pods``, ``deployments.apps``: the plural with its group when there is one."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def address(self) -> str:
        """The key, or for a version that is not preferred ``crontabs.v1beta1.example.com``."""
        if self.preferred:
            return self.key
        return f"{self.plural}.{self.version}.{self.group}" if self.group else self.key

    @property
    def api_version(self) -> str:
        """``v1``, ``apps/v1``."""
        return f"{self.group}/{self.version}" if self.group else self.version
