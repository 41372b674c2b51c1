"""LocalSubjectAccessReview: may somebody do this in the namespace?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.reviews import answer_local_access
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authorization.k8s.io",
    version="v1",
    kind="LocalSubjectAccessReview",
    plural="localsubjectaccessreviews",
    singular="localsubjectaccessreview",
    namespaced=True,
    answer=answer_local_access,
)
