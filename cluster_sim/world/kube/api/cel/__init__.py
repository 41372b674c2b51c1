"""CEL as the API server knows it: the language with the libraries that Kubernetes adds.

kubernetes.io/docs/reference/using-api/cel. Not here: ``authorizer``, named formats, semantic
versions, loops with two variables (``all(i, v, …)``), ``cel.bind``, and the types that the real
compiler takes from a schema: a field that does not exist is found out when the rule runs.
"""

from cluster_sim.world.cel.libraries import GENERAL
from cluster_sim.world.kube.api.cel import quantities

LIBRARIES = (*GENERAL, quantities.LIBRARY)
