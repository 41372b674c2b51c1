"""The published OpenAPI definitions of the simulated version, read from the installed package.

The package ``kubernetes-validate`` carries them as one JSON file (1.6 MB, 771 definitions, read
in about 10 ms and kept in about 3 MB): small enough to need no cache of ours. The file is read
once, when the first definition is asked for.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cluster_sim.world.kube.version import MAJOR, MINOR

Definition = dict[str, Any]

_PREFIX: Final = "#/$defs/"


@cache
def definitions() -> dict[str, Definition]:
    """Every definition by its full name (``io.k8s.api.core.v1.Pod``); nobody changes them."""
    found = find_spec("kubernetes_validate")
    if found is None or found.origin is None:
        raise RuntimeError("the package kubernetes-validate is not installed")
    folder = Path(found.origin).parent / "kubernetes-json-schema"
    text = (folder / f"v{MAJOR}.{MINOR}.0-local" / "_definitions.json").read_bytes()
    return json.loads(text)["$defs"]


def definition(name: str) -> Definition:
    """One definition by its full name. Raises KeyError."""
    return definitions()[name]


def name_for(api_version: str, kind: str) -> str | None:
    """The full name of a kind's definition, None when there is none."""
    return kinds().get((api_version, kind))


def referred(schema: Definition) -> str | None:
    """The full name that a property refers to, None when it is spelled out in place."""
    reference = schema.get("$ref")
    return None if reference is None else reference.removeprefix(_PREFIX)


def resolve(schema: Definition) -> Definition:
    """The definition a property refers to, or the property itself."""
    name = referred(schema)
    return schema if name is None else definitions()[name]


@cache
def kinds() -> dict[tuple[str, str], str]:
    """The full name of every kind's definition, by (apiVersion, kind)."""
    found_kinds: dict[tuple[str, str], str] = {}
    for name, found in definitions().items():
        for gvk in found.get("x-kubernetes-group-version-kind", ()):
            group, version = gvk["group"], gvk["version"]
            api_version = f"{group}/{version}" if group else version
            # Kinds served by many groups (DeleteOptions, WatchEvent) belong to none of them.
            found_kinds.setdefault((api_version, gvk["kind"]), name)
    return found_kinds
