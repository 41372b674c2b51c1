/** What the picture says of workloads, volumes and rules, in few words. */

const s = (count) => (count === 1 ? "" : "s");

export const picture = {
  set: { kind: "StatefulSet", partition: (from) => `partition ${from}`, update: "updating" },
  daemons: { kind: "DaemonSet", nodes: (up, all) => `${up}/${all} node${s(all)}` },
  job: {
    kind: "Job",
    active: (count) => `${count} running`,
    failed: (count) => `${count} failed`,
    done: "done",
    lost: "given up",
    suspended: "suspended",
    waiting: "not begun",
  },
  cron: {
    kind: "CronJob",
    next: (time) => `in ${time}`,
    running: (count) => `${count} running`,
    suspended: "suspended",
    none: "never again",
  },
  scaler: {
    kind: "HPA",
    unknown: "nothing measured yet",
    of: (now, wanted) => `${now}, wanted ${wanted}`,
    replicas: (now, wanted) => (now === wanted ? `${now} pod${s(now)}` : `${now} → ${wanted} pods`),
  },
  budget: {
    kind: "PDB",
    allowed: (count) => (count ? `${count} may leave` : "nobody may leave"),
    nobody: "guards nobody",
    holds: (pod) => `keeps ${pod}`,
  },
  storage: "Network storage",
  moreBand: (count) => `and ${count} more in the tables`,
  preempted: "preempted",
  nominated: "room kept",
  refused: "refused",
  limits: "Limits",
  signs: {
    number: "Its number in a StatefulSet or a Job",
    fenced: "Selected by a NetworkPolicy",
  },
  namespaces: "Namespaces",
  allNamespaces: "All namespaces",
};
