"""SubjectAccessReview: may somebody do this?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.reviews import answer_access
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authorization.k8s.io",
    version="v1",
    kind="SubjectAccessReview",
    plural="subjectaccessreviews",
    singular="subjectaccessreview",
    namespaced=False,
    answer=answer_access,
)
