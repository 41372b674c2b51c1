/** The pods that some NetworkPolicy selects: what is not allowed to them is refused. */
import { selects } from "./selectors.js";
import { entriesOf, keyOf } from "./snapshot.js";

const NONE = new Set();
let last = { pods: undefined, policies: undefined, guarded: NONE };

/** @returns {Set<string>} "namespace/name" of pods; the same set while nothing changed */
export function guardedPods(snapshot) {
  const pods = snapshot.objects.get("pods");
  const policies = snapshot.objects.get("networkpolicies.networking.k8s.io");
  if (!policies?.size) return NONE;
  if (last.pods === pods && last.policies === policies) return last.guarded;
  const guarded = new Set();
  const all = [...policies.values()];
  for (const { namespace, name, card } of entriesOf(snapshot, "pods"))
    if (all.some((p) => p.namespace === namespace && selects(p.card.selector, card.labels)))
      guarded.add(keyOf(namespace, name));
  last = { pods, policies, guarded };
  return guarded;
}
