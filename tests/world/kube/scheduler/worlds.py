"""Random clusters and pods, small enough to be read and odd enough to find what is wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from cluster_sim.world.kube.api.labels import Selector, of_set
from cluster_sim.world.kube.scheduler.cache import placed
from cluster_sim.world.kube.scheduler.cluster import Cluster

Object = dict[str, Any]
MEBIBYTE = 1024 * 1024
HOSTNAME, ZONE = "kubernetes.io/hostname", "topology.kubernetes.io/zone"

_EFFECTS = st.sampled_from(["NoSchedule", "NoExecute", "PreferNoSchedule"])
_KEYS = st.sampled_from(["gpu", "dedicated"])
_TAINTS = st.lists(
    st.fixed_dictionaries(
        {"key": _KEYS, "effect": _EFFECTS}, optional={"value": st.sampled_from(["a", "b"])}
    ),
    max_size=2,
)
_TOLERATIONS = st.lists(
    st.fixed_dictionaries(
        {"operator": st.sampled_from(["Exists", "Equal"])},
        optional={
            "key": _KEYS,
            "value": st.sampled_from(["a", "b"]),
            "effect": _EFFECTS,
        },
    ),
    max_size=2,
)
_IMAGES = st.lists(
    st.builds(
        lambda name, size: {"names": [f"{name}:latest"], "sizeBytes": size * MEBIBYTE},
        st.sampled_from(["nginx", "redis"]),
        st.integers(20, 900),
    ),
    max_size=2,
    unique_by=lambda image: image["names"][0],
)
_REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "cpu": st.sampled_from(["0", "100m", "900m", "2"]),
        "memory": st.sampled_from(["64Mi", "1Gi", "3Gi"]),
        "ephemeral-storage": st.sampled_from(["1Gi", "20Gi"]),
        "example.com/gpu": st.sampled_from(["1", "2"]),
    },
)
_PORTS = st.lists(
    st.fixed_dictionaries(
        {"hostPort": st.sampled_from([80, 443])},
        optional={
            "hostIP": st.sampled_from(["127.0.0.1", "10.0.0.1"]),
            "protocol": st.sampled_from(["TCP", "UDP"]),
        },
    ),
    max_size=1,
)
_CONTAINERS = st.lists(
    st.builds(
        lambda requests, ports, image: {
            "image": image,
            "resources": {"requests": requests},
            "ports": ports,
        },
        _REQUESTS,
        _PORTS,
        st.sampled_from(["nginx", "redis", "other"]),
    ),
    min_size=1,
    max_size=2,
)
_VOLUMES = st.lists(
    st.one_of(
        st.just({"name": "scratch", "emptyDir": {}}),
        st.builds(
            lambda name, read_only: {"gcePersistentDisk": {"pdName": name, "readOnly": read_only}},
            st.sampled_from(["a", "b"]),
            st.booleans(),
        ),
        st.builds(
            lambda monitors: {"rbd": {"monitors": monitors, "pool": "p", "image": "i"}},
            st.lists(st.sampled_from(["x", "y"]), min_size=1),
        ),
    ),
    max_size=2,
)
_TERMS = st.lists(
    st.fixed_dictionaries(
        {
            "matchExpressions": st.lists(
                st.fixed_dictionaries(
                    {
                        "key": st.sampled_from([ZONE, "disk"]),
                        "operator": st.sampled_from(["In", "NotIn"]),
                        "values": st.lists(st.sampled_from(["a", "b", "ssd"]), min_size=1),
                    }
                ),
                min_size=1,
                max_size=2,
            )
        }
    ),
    min_size=1,
    max_size=2,
)
_NODE_AFFINITY = st.fixed_dictionaries(
    {},
    optional={
        "requiredDuringSchedulingIgnoredDuringExecution": st.builds(
            lambda terms: {"nodeSelectorTerms": terms}, _TERMS
        ),
        "preferredDuringSchedulingIgnoredDuringExecution": st.builds(
            lambda terms: [
                {"weight": 3 * place + 1, "preference": term} for place, term in enumerate(terms)
            ],
            _TERMS,
        ),
    },
)
_SPREAD = st.lists(
    st.fixed_dictionaries(
        {
            "maxSkew": st.integers(1, 2),
            "topologyKey": st.sampled_from([HOSTNAME, ZONE, "disk"]),
            "whenUnsatisfiable": st.sampled_from(["DoNotSchedule", "ScheduleAnyway"]),
            "labelSelector": st.sampled_from([{"matchLabels": {"app": "web"}}, {}]),
        },
        optional={
            "minDomains": st.integers(1, 3),
            "nodeAffinityPolicy": st.sampled_from(["Honor", "Ignore"]),
            "nodeTaintsPolicy": st.sampled_from(["Honor", "Ignore"]),
            "matchLabelKeys": st.just(["tier"]),
        },
    ),
    max_size=2,
)
_TERM = st.fixed_dictionaries(
    {
        "topologyKey": st.sampled_from([HOSTNAME, ZONE, "disk"]),
        "labelSelector": st.sampled_from([{"matchLabels": {"app": "web"}}, {}, None]),
    },
    optional={
        "namespaces": st.just(["other"]),
        "namespaceSelector": st.sampled_from([{}, {"matchLabels": {"team": "a"}}]),
    },
)
_HALF = st.fixed_dictionaries(
    {},
    optional={
        "requiredDuringSchedulingIgnoredDuringExecution": st.lists(_TERM, max_size=2),
        "preferredDuringSchedulingIgnoredDuringExecution": st.lists(
            st.builds(
                lambda weight, term: {"weight": weight, "podAffinityTerm": term},
                st.integers(1, 100),
                _TERM,
            ),
            max_size=2,
        ),
    },
)
_POD_AFFINITY = st.fixed_dictionaries({}, optional={"podAffinity": _HALF, "podAntiAffinity": _HALF})
_LABELS = st.fixed_dictionaries(
    {},
    optional={"app": st.sampled_from(["web", "db"]), "tier": st.sampled_from(["x", "y"])},
)


def _node(name: str, facts: tuple[Any, ...]) -> Object:
    zone, disk, taints, unschedulable, cpu, memory, more, images, named = facts
    labels = {HOSTNAME: name} if named else {}
    labels |= {ZONE: zone} if zone else {}
    labels |= {"disk": disk} if disk else {}
    return {
        "metadata": {"name": name, "labels": labels},
        "spec": {"taints": taints, "unschedulable": unschedulable},
        "status": {
            "allocatable": {"cpu": cpu, "memory": memory, "pods": "3", **more},
            "images": images,
        },
    }


_NODE_FACTS = st.tuples(
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "ssd"]),
    _TAINTS,
    st.booleans(),
    st.sampled_from(["0", "1", "4"]),
    st.sampled_from(["512Mi", "4Gi"]),
    st.sampled_from([{}, {"ephemeral-storage": "10Gi"}, {"example.com/gpu": "2"}]),
    _IMAGES,
    st.booleans(),
)


def nodes(name: str) -> st.SearchStrategy[Object]:
    """A node of that name with random properties."""
    return st.builds(lambda facts: _node(name, facts), _NODE_FACTS)


def _pod(spec: Object, labels: Object, leaving: bool) -> Object:
    meta = {"name": "p", "namespace": "default", "labels": labels}
    if leaving:
        meta["deletionTimestamp"] = "2026-01-05T08:00:00Z"
    return {"metadata": meta, "spec": spec}


_SPECS = st.builds(
    lambda containers, volumes, tolerations, affinity, of_pods, spread, selector: {
        "containers": containers,
        "volumes": volumes,
        "tolerations": tolerations,
        "affinity": {"nodeAffinity": affinity, **of_pods},
        "topologySpreadConstraints": spread,
        "nodeSelector": selector,
    },
    _CONTAINERS,
    _VOLUMES,
    _TOLERATIONS,
    _NODE_AFFINITY,
    _POD_AFFINITY,
    _SPREAD,
    st.sampled_from([None, {"disk": "ssd"}]),
)
pods: st.SearchStrategy[Object] = st.builds(_pod, _SPECS, _LABELS, st.just(False))
residents: st.SearchStrategy[Object] = st.builds(
    lambda containers, volumes, affinity, labels, leaving: _pod(
        {"containers": containers, "volumes": volumes, "affinity": affinity}, labels, leaving
    ),
    _CONTAINERS,
    _VOLUMES,
    _POD_AFFINITY,
    _LABELS,
    st.booleans(),
)


@st.composite
def clusters(draw: st.DrawFn, most: int = 5) -> Cluster:
    """A settled cluster with some pods on its nodes."""
    cluster = Cluster()
    names = [f"n{number}" for number in range(draw(st.integers(1, most)))]
    for name in names:
        cluster.set_node(draw(nodes(name)))
    for number, pod in enumerate(draw(st.lists(residents, max_size=6))):
        namespace = draw(st.sampled_from(["default", "other"]))
        node = draw(st.sampled_from(names))
        cluster.add_pod((namespace, f"p{number}"), placed(pod, node))
    cluster.settle()
    return cluster


class OneWorkload:
    """A label ``app`` is that of a Service; the namespace ``other`` belongs to a team."""

    def namespace_labels(self, name: str) -> dict[str, str]:
        return {"team": "a"} if name == "other" else {}

    def selector(self, pod: Object) -> Selector | None:
        app = pod["metadata"]["labels"].get("app")
        return of_set({"app": app}) if app else None
