/** Ce que sont les choses et dans quel état, en français simple. */
import { KINDS } from "../kinds.js";

const plural = (count, one, many) => [one, many][Number(count > 1)];

export const kinds = {
  hosts: "Hôte",
  vms: "Machine virtuelle",
  nodes: "Nœud",
  pods: "Pod",
  services: "Service",
  events: "Événement",
  namespaces: "Espace de noms",
  ...KINDS,
};

export const shapes = {
  pending: "En attente d’un nœud",
  creating: "En cours de création",
  running: "Tourne et répond",
  half: "Tourne, pas encore prêt",
  terminating: "En train de s’arrêter",
  crash: "Plante et recommence",
  failed: "A échoué",
  done: "A terminé son travail",
  lost: "Sans nouvelles : son nœud ne répond plus",
};

export const power = { On: "sous tension", Off: "hors tension" };
export const phases = {
  Running: "allumée",
  Booting: "démarre",
  Paused: "suspendue",
  Stopped: "arrêtée",
};
export const ready = { True: "Prêt", False: "Pas prêt", Unknown: "Ne répond plus" };
export const cordoned = { true: "fermé", false: "ouvert" };
export const nodeBadge = { True: "Ready", False: "NotReady", Unknown: "NotReady" };

export const containers = { waiting: "attend", running: "tourne", terminated: "arrêté" };

export const deployment = ({ ready: up = 0, replicas }) =>
  up >= replicas ? "Au complet" : `${up} sur ${replicas} ${plural(replicas, "prêt", "prêts")}`;

export const service = (count) =>
  count
    ? `Répartit entre ${count} ${plural(count, "pod prêt", "pods prêts")}`
    : "Personne derrière";

export const facts = {
  node: "Nœud",
  host: "Hôte",
  vm: "VM",
  image: "Image",
  images: "Images",
  ip: "IP",
  qos: "QoS",
  owner: "Propriétaire",
  restarts: "Redémarrages",
  ready: "Prêts",
  namespace: "Espace de noms",
  hypervisor: "Hyperviseur",
  cpu: "CPU",
  memory: "Mémoire",
  pods: "Pods",
  roles: "Rôles",
  version: "Version",
  taints: "Teintes",
  type: "Type",
  clusterIP: "IP du cluster",
  ports: "Ports",
  selector: "Sélecteur",
  endpoints: "Pods prêts",
  replicas: "Réplicas",
  updated: "À jour",
  available: "Disponibles",
  requests: "Demandes",
  containers: "Conteneurs",
  status: "STATUS",
  labels: "Étiquettes",
  phase: "État",
  created: "Créé",
  revision: "Révision",
};

export const hypervisorType = { 1: "type 1, sur le matériel", 2: "type 2, sur un système" };

/** Une phrase pour la région lue à voix haute. */
export const spoken = {
  "host.off": (n, place) => `L’hôte ${place} est hors tension.`,
  "host.on": (n, place) => `L’hôte ${place} est de nouveau sous tension.`,
  "node.lost": (n, place) => `Le nœud ${place} ne répond plus.`,
  "node.back": (n, place) => `Le nœud ${place} répond de nouveau.`,
  "pod.crash": (n, place) => `${n} ${plural(n, "pod plante", "pods plantent")} sur ${place}.`,
  "pod.ready": (n, place) => `${n} ${plural(n, "pod prêt", "pods prêts")} sur ${place}.`,
  "pod.gone": (n) => `${n} ${plural(n, "pod supprimé", "pods supprimés")}.`,
};
