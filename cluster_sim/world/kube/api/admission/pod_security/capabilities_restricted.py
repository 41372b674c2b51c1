"""All capabilities dropped, NET_BIND_SERVICE alone may come back (restricted)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security import capabilities_baseline
from cluster_sim.world.kube.api.admission.pod_security.capabilities_baseline import (
    added,
    must_not_include,
)
from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    linux_only,
    named,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    keeping = [each["name"] for each in containers(spec) if not _drops_all(each)]
    found = {each["name"]: added(each, ("NET_BIND_SERVICE",)) for each in containers(spec)}
    adding = {name: extra for name, extra in found.items() if extra}
    details = []
    if keeping:
        who = named("container", keeping)
        details.append(f'{who} must set securityContext.capabilities.drop=["ALL"]')
    if adding:
        details.append(must_not_include(adding))
    return Violation("unrestricted capabilities", "; ".join(details)) if details else None


def _drops_all(container: Part) -> bool:
    return "ALL" in ((context(container).get("capabilities") or {}).get("drop") or ())


_OVERRIDES = (capabilities_baseline.ID,)
CHECK = Check(
    "capabilities_restricted",
    RESTRICTED,
    (Version(22, _judge, _OVERRIDES), Version(25, linux_only(_judge), _OVERRIDES)),
)
