/** Ce que l’image dit des charges, des volumes et des règles, en peu de mots. */

const s = (count) => (count > 1 ? "s" : "");

export const picture = {
  set: { kind: "StatefulSet", partition: (from) => `partition ${from}`, update: "mise à jour" },
  daemons: { kind: "DaemonSet", nodes: (up, all) => `${up}/${all} nœud${s(all)}` },
  job: {
    kind: "Job",
    active: (count) => `${count} en cours`,
    failed: (count) => `${count} échec${s(count)}`,
    done: "terminé",
    lost: "abandonné",
    suspended: "suspendu",
    waiting: "pas commencé",
  },
  cron: {
    kind: "CronJob",
    next: (time) => `dans ${time}`,
    running: (count) => `${count} en cours`,
    suspended: "suspendu",
    none: "pas de prochaine fois",
  },
  scaler: {
    kind: "HPA",
    unknown: "pas encore de mesure",
    of: (now, wanted) => `${now} pour ${wanted} visés`,
    replicas: (now, wanted) => (now === wanted ? `${now} pod${s(now)}` : `${now} → ${wanted} pods`),
  },
  budget: {
    kind: "PDB",
    allowed: (count) =>
      count ? `${count} départ${s(count)} permis` : "aucun départ permis",
    nobody: "ne garde personne",
    holds: (pod) => `retient ${pod}`,
  },
  storage: "Stockage réseau",
  moreBand: (count) => `et ${count} de plus dans les tableaux`,
  preempted: "préempté",
  nominated: "place réservée",
  refused: "refusé",
  limits: "Limites",
  signs: {
    number: "Son rang dans un StatefulSet ou un Job",
    fenced: "Choisi par une NetworkPolicy",
  },
  namespaces: "Espaces de noms",
  allNamespaces: "Tous les espaces",
};
