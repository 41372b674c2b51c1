"""SelfSubjectAccessReview: may I do this?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.reviews import answer_self_access
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authorization.k8s.io",
    version="v1",
    kind="SelfSubjectAccessReview",
    plural="selfsubjectaccessreviews",
    singular="selfsubjectaccessreview",
    namespaced=False,
    answer=answer_self_access,
)
