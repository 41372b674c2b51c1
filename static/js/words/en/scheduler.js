/** The scheduler's reasons, in words. The original messages are Kubernetes' own. */

const REASONS = [
  [/^Insufficient cpu/, "not enough free CPU for what it requests"],
  [/^Insufficient memory/, "not enough free memory for what it requests"],
  [/^Insufficient ephemeral-storage/, "not enough temporary disk"],
  [/^Insufficient (.+)/, (_, what) => `not enough ${what}`],
  [/^Too many pods/, "holds as many pods as it accepts"],
  [/untolerated taint\(s\)|untolerated taint$/, "has a taint the pod does not tolerate"],
  [
    /untolerated taint \{(.+?):? ?\}/,
    (_, taint) => `has the taint ${taint}, which the pod does not tolerate`,
  ],
  [/were unschedulable/, "closed to new pods (cordoned)"],
  [/affinity\/selector/, "lacks the labels the pod insists on"],
  [/free ports/, "the port it wants is taken there"],
  [/requested node name|requested hostname/, "the pod insists on another node"],
  [/pod topology spread/, "would break the spreading asked for"],
  [/anti-affinity/, "holds a pod that this one keeps away from"],
  [/pod affinity/, "lacks the pod that this one wants to be near"],
  [/volume node affinity|PersistentVolume's node affinity/, "its volume lives elsewhere"],
  [/find available persistent volumes/, "no free volume fits there"],
  [/unbound immediate PersistentVolumeClaims/, "one of its claims still waits for a volume"],
  [/persistentvolumeclaim "(.+)" not found/, (_, name) => `the claim ${name} does not exist`],
  [/enough free storage/, "not enough room for a new volume"],
  [/max volume count/, "holds as many volumes as it takes"],
  [/no available volume zone/, "its volume is in another zone"],
  [/no available disk/, "another pod has that disk"],
  [/ReadWriteOncePod/, "another pod has its claim, which is for one only (ReadWriteOncePod)"],
];

/** @param {string} text Kubernetes' message */
export function reason(text) {
  const known = REASONS.find(([pattern]) => pattern.test(text));
  if (!known) return text;
  const [pattern, words] = known;
  return typeof words === "string" ? words : words(...pattern.exec(text));
}

export const plugins = {
  NodeResourcesFit: "free room",
  NodeResourcesBalancedAllocation: "CPU and memory in balance",
  ImageLocality: "image already there",
  TaintToleration: "taints avoided",
  NodeAffinity: "node preferences",
  InterPodAffinity: "pod affinity",
  PodTopologySpread: "spreading",
  VolumeBinding: "room for volumes",
};

/** Who would have to leave to make room for it, and at what price. */
export const room = ({ victims, violations, best }) => {
  const names = victims.map(([name, priority]) => `**${name}** (priority ${priority})`).join(", ");
  return (
    `${names} would have to leave` +
    (violations ? ", against a disruption budget" : "") +
    (best ? ", and it hurts least here" : "")
  );
};

/** Who left for it. */
export const displaced = ({ node, victims }) =>
  `Room was made for it on **${node}** by ${victims.map((name) => `**${name}**`).join(", ")}`;

export const rejected = (why) => `ruled out: ${why}`;

/** The smallest change that would have decided otherwise. */
export const flips = {
  "flip.request": ({ resource, most, node }) =>
    `Had it requested at most ${most} of ${resource}, **${node}** would do.`,
  "flip.toleration": ({ taint, node }) => `Had it tolerated \`${taint}\`, **${node}** would do.`,
  "flip.uncordon": ({ node }) => `Were **${node}** open again, it would do.`,
  "flip.label": ({ label, node }) => `With the label \`${label}\`, **${node}** would do.`,
  "flip.score": ({ node, points }) =>
    `${points > 1 ? `${points} more points` : "One more point"} and **${node}** would have won.`,
};
