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
    bounds: (least, most) => `${least} to ${most}`,
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
  replaced: (victim) => `took the place of ${victim}`,
  nominated: "room kept",
  refused: "refused",
  limits: "Limits",
  stopped: "stopped by a NetworkPolicy",
  namespaces: "Namespaces",
  allNamespaces: "All namespaces",
};
