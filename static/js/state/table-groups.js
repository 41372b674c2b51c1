/**
 * The tables in groups, so that thirty kinds are no flood: what one looks at first, then by what
 * things are for. A kind that is not in use has no table.
 */
import { isSystem } from "./colours.js";
import { countOf, entriesOf } from "./snapshot.js";

const rbac = (plural) => `${plural}.rbac.authorization.k8s.io`;
const storage = (plural) => `${plural}.storage.k8s.io`;
const network = (plural) => `${plural}.networking.k8s.io`;
const admission = (plural) => `${plural}.admissionregistration.k8s.io`;

const GROUPS = {
  overview: ["hosts", "nodes", "pods", "deployments.apps", "services", "events"],
  workloads: [
    "deployments.apps",
    "replicasets.apps",
    "statefulsets.apps",
    "daemonsets.apps",
    "jobs.batch",
    "cronjobs.batch",
    "horizontalpodautoscalers.autoscaling",
    "replicationcontrollers",
    "controllerrevisions.apps",
    "podtemplates",
  ],
  network: [
    "services",
    network("ingresses"),
    network("ingressclasses"),
    network("networkpolicies"),
    "endpointslices.discovery.k8s.io",
    "endpoints",
  ],
  storage: [
    "persistentvolumeclaims",
    "persistentvolumes",
    storage("storageclasses"),
    storage("volumeattachments"),
    storage("csidrivers"),
    storage("csinodes"),
    storage("csistoragecapacities"),
    storage("volumeattributesclasses"),
  ],
  config: ["configmaps", "secrets", "namespaces"],
  access: [
    "serviceaccounts",
    rbac("roles"),
    rbac("rolebindings"),
    rbac("clusterroles"),
    rbac("clusterrolebindings"),
    "certificatesigningrequests.certificates.k8s.io",
  ],
  policy: [
    "resourcequotas",
    "limitranges",
    "poddisruptionbudgets.policy",
    "priorityclasses.scheduling.k8s.io",
    "runtimeclasses.node.k8s.io",
    admission("validatingadmissionpolicies"),
    admission("validatingadmissionpolicybindings"),
    admission("mutatingadmissionpolicies"),
    admission("mutatingadmissionpolicybindings"),
    admission("validatingwebhookconfigurations"),
    admission("mutatingwebhookconfigurations"),
  ],
  custom: ["customresourcedefinitions.apiextensions.k8s.io"],
};
/** What only the cluster itself looks at. */
const INTERNAL = new Set([
  "vms",
  "flows",
  "commands",
  "apiservices.apiregistration.k8s.io",
  "flowschemas.flowcontrol.apiserver.k8s.io",
  "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
]);
const GROUPED = new Set(Object.values(GROUPS).flat());

const BOOTSTRAP = "kubernetes.io/bootstrapping";
const OWN_NAMES = /^(system[:-]|kubeadm:)/;
/** What every cluster and every namespace is given, by resource and name. */
const GIVEN = new Set([
  "namespaces/default",
  "services/kubernetes",
  "endpoints/kubernetes",
  "endpointslices.discovery.k8s.io/kubernetes",
  "serviceaccounts/default",
  "configmaps/kube-root-ca.crt",
]);
const GIVEN_KINDS = new Set([storage("csinodes")]);

/** Whether an object came with the cluster: nobody who learns has made it. */
export const isGiven = ({ resource, namespace, name, card }) =>
  isSystem(namespace) ||
  OWN_NAMES.test(name) ||
  BOOTSTRAP in (card.labels ?? {}) ||
  GIVEN_KINDS.has(resource) ||
  GIVEN.has(`${resource}/${name}`) ||
  (resource === "namespaces" && isSystem(name));

/** The resources of a group, those of custom kinds and what is new among the last. */
function resourcesOf(group, snapshot) {
  if (group !== "custom") return GROUPS[group];
  const isOther = (key) => !GROUPED.has(key) && !INTERNAL.has(key);
  const others = [...snapshot.objects.keys()].filter(isOther);
  return [...GROUPS.custom, ...others.sort()];
}

/**
 * @param {import("./types.js").Snapshot} snapshot
 * @param {boolean} all also what came with the cluster
 * @returns {{id: string, resources: string[], count: number}[]} groups that have something to show
 */
export function groupsOf(snapshot, all) {
  const groups = Object.keys(GROUPS).map((id) => {
    if (id === "overview") return { id, resources: GROUPS.overview, count: 0 };
    const resources = resourcesOf(id, snapshot).filter((key) => shownCount(snapshot, key, all));
    const count = resources.reduce((sum, key) => sum + shownCount(snapshot, key, all), 0);
    return { id, resources, count };
  });
  return groups.filter(({ id, count }) => id === "overview" || count);
}

function shownCount(snapshot, resource, all) {
  if (all) return countOf(snapshot, resource);
  return entriesOf(snapshot, resource).filter((entry) => !isGiven(entry)).length;
}
