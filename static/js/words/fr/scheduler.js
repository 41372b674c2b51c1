/** Les raisons du scheduler, en mots. Les messages d'origine sont ceux de Kubernetes. */

const REASONS = [
  [/^Insufficient cpu/, "plus assez de CPU libre pour ce qu’il demande"],
  [/^Insufficient memory/, "plus assez de mémoire libre pour ce qu’il demande"],
  [/^Insufficient ephemeral-storage/, "plus assez de disque temporaire"],
  [/^Insufficient (.+)/, (_, what) => `plus assez de ${what}`],
  [/^Too many pods/, "déjà autant de pods que le nœud en accepte"],
  [/untolerated taint\(s\)|untolerated taint$/, "une teinte que le pod ne tolère pas"],
  [/untolerated taint \{(.+?):? ?\}/, (_, taint) => `la teinte ${taint}, que le pod ne tolère pas`],
  [/were unschedulable/, "fermé aux nouveaux pods (cordon)"],
  [/affinity\/selector/, "n’a pas les étiquettes que le pod exige"],
  [/free ports/, "le port demandé y est déjà pris"],
  [/requested node name|requested hostname/, "le pod exige un autre nœud"],
  [/pod topology spread/, "romprait la répartition demandée"],
  [/anti-affinity/, "porte déjà un pod dont celui-ci veut s’écarter"],
  [/pod affinity/, "ne porte pas le pod dont celui-ci veut être proche"],
  [/volume node affinity|PersistentVolume's node affinity/, "son volume vit ailleurs"],
  [/find available persistent volumes/, "aucun volume libre ne lui convient là"],
  [/unbound immediate PersistentVolumeClaims/, "une de ses demandes (PVC) attend encore un volume"],
  [/persistentvolumeclaim "(.+)" not found/, (_, name) => `la demande (PVC) ${name} n’existe pas`],
  [/enough free storage/, "plus assez de place pour un nouveau volume"],
  [/max volume count/, "déjà autant de volumes que le nœud en accepte"],
  [/no available volume zone/, "son volume est dans une autre zone"],
  [/no available disk/, "un autre pod a déjà ce disque"],
  [/ReadWriteOncePod/, "un autre pod a déjà sa demande, réservée à un seul (ReadWriteOncePod)"],
];

/** @param {string} text le message de Kubernetes */
export function reason(text) {
  const known = REASONS.find(([pattern]) => pattern.test(text));
  if (!known) return text;
  const [pattern, words] = known;
  return typeof words === "string" ? words : words(...pattern.exec(text));
}

export const plugins = {
  NodeResourcesFit: "place libre",
  NodeResourcesBalancedAllocation: "équilibre CPU et mémoire",
  ImageLocality: "image déjà là",
  TaintToleration: "teintes évitées",
  NodeAffinity: "préférences de nœud",
  InterPodAffinity: "affinité entre pods",
  PodTopologySpread: "répartition",
  VolumeBinding: "place des volumes",
};

/** Qui devrait partir pour lui faire place, et à quel prix. */
export const room = ({ victims, violations, best }) => {
  const names = victims.map(([name, priority]) => `**${name}** (priorité ${priority})`).join(", ");
  const leave = victims.length > 1 ? "devraient partir" : "devrait partir";
  return (
    `${names} ${leave}` +
    (violations ? ", malgré un budget d’interruption" : "") +
    (best ? " : c’est ici que cela coûte le moins" : "")
  );
};

/** Qui est parti pour lui. */
export const displaced = ({ node, victims }) =>
  `Pour lui faire place sur **${node}** : ${victims.map((name) => `**${name}**`).join(", ")}`;

export const rejected = (why) => `écarté : ${why}`;

/** Le plus petit changement qui aurait décidé autrement. */
export const flips = {
  "flip.request": ({ resource, most, node }) =>
    `S’il demandait au plus ${most} de ${resource}, **${node}** conviendrait.`,
  "flip.toleration": ({ taint, node }) => `S’il tolérait \`${taint}\`, **${node}** conviendrait.`,
  "flip.uncordon": ({ node }) => `Si **${node}** était rouvert, il conviendrait.`,
  "flip.label": ({ label, node }) => `Avec l’étiquette \`${label}\`, **${node}** conviendrait.`,
  "flip.score": ({ node, points }) =>
    `Il aurait suffi ${points > 1 ? `de ${points} points` : "d’un point"} de plus pour que **${node}** l’emporte.`,
};
