"""The documentation's example manifests, each given to a cluster: accepted or refused as it says.

``python -m tests.fidelity.manifests FOLDER [--fails N]``: how many verdicts are right, and the
wrong ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from tests.world.kube.cluster import running

# Until a namespace has its account and a quota its sums, in µs.
_SETTLED = 2_000_000


def _limit_range(resource: str, least: str, most: str) -> dict[str, Any]:
    item = {"type": "Container", "min": {resource: least}, "max": {resource: most}}
    return {"kind": "LimitRange", "metadata": {"name": "limits"}, "spec": {"limits": [item]}}


def _quota(**hard: str) -> dict[str, Any]:
    named = {name.replace("_", "."): value for name, value in hard.items()}
    return {"kind": "ResourceQuota", "metadata": {"name": "quota"}, "spec": {"hard": named}}


# What the page had its reader make before the manifest that must be refused.
_BEFORE: dict[str, tuple[str, dict[str, Any], str]] = {
    "cpu-constraints-pod": ("limitranges", _limit_range("cpu", "200m", "800m"), ""),
    "memory-constraints-pod": ("limitranges", _limit_range("memory", "500Mi", "1Gi"), ""),
    "quota-mem-cpu-pod": (
        "resourcequotas",
        _quota(requests_memory="1Gi"),
        "quota-mem-cpu-pod.yaml",
    ),
    "quota-objects-pvc": (
        "resourcequotas",
        _quota(persistentvolumeclaims="1"),
        "quota-objects-pvc.yaml",
    ),
}
_HALF_A_GIGABYTE = {
    "metadata": {"name": "first"},
    "spec": {
        "containers": [
            {
                "name": "c",
                "image": "nginx",
                "resources": {"requests": {"memory": "600Mi"}, "limits": {"memory": "800Mi"}},
            }
        ]
    },
}


def main() -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(prog="python -m tests.fidelity.manifests")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fails", type=int, default=1000)
    options = parser.parse_args()
    world, score, shown = running(), Counter[bool](), 0
    for entry in json.loads((options.folder / "index.json").read_text("utf-8")):
        for told, wanted, reason in _verdicts(world, options.folder, entry):
            right = (reason == "") == wanted
            score[right] += 1
            if not right and shown < options.fails:
                shown += 1
                print(f"{told}: {reason or 'was accepted'}")
    print(f"{score[True]}/{score.total()} verdicts right ({score[True] / score.total():.1%})")


def _verdicts(world: World, folder: Path, entry: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """(what, should it be accepted, why it was refused or nothing) for each object of a file."""
    text = (folder / entry["file"]).read_text("utf-8")
    refused = entry.get("expects_rejection", False)
    verdicts = entry["schema"]["1.36"] or ["refused"]
    lab = world.fork()
    if refused:
        _prepare(lab, folder, entry["file"])
    try:
        found = [each for each in documents(text) if each]
    except ManifestError as problem:
        yield entry["file"], "ok" in verdicts and not refused, str(problem)
        return
    for obj, verdict in zip(found, verdicts, strict=True):
        yield f"{entry['file']} {obj.get('kind')}", verdict == "ok" and not refused, _try(lab, obj)


def _prepare(lab: World, folder: Path, file: str) -> None:
    for beginning, (resource, obj, first) in _BEFORE.items():
        if f"/{beginning}-" not in file:
            continue
        client = Client(lab, "student", trusted=False)
        client.create(resource, "default", obj)
        lab.run_until(lab.now + _SETTLED)
        if first == "quota-mem-cpu-pod.yaml":
            client.create("pods", "default", _HALF_A_GIGABYTE)
        elif first:
            text = (folder / file).with_name(first).read_text("utf-8")
            for each in documents(text):
                _try(lab, each)


def _try(lab: World, obj: Any) -> str:
    """Why the object is refused; nothing when it is not."""
    client = Client(lab, "student", trusted=False)
    try:
        kind = registry.of(lab).by_kind(obj.get("apiVersion"), obj.get("kind"))
        meta = obj.get("metadata") or {}
        namespace = meta.get("namespace", "default") if kind.namespaced else ""
        if namespace and lab.store.get("namespaces", "", namespace) is None:
            client.create("namespaces", "", {"metadata": {"name": namespace}})
            lab.run_until(lab.now + _SETTLED)
        client.create(kind.address, namespace, obj)
    except (StatusError, registry.UnknownResource) as refusal:
        return str(refusal)
    return ""


if __name__ == "__main__":
    main()
