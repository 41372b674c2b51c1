/** The pods that some NetworkPolicy selects: what is not allowed to them is refused. */
import { remember } from "./remember.js";
import { selects } from "./selectors.js";
import { entriesOf, keyOf } from "./snapshot.js";

const POLICIES = "networkpolicies.networking.k8s.io";

/** "namespace/name" of the pods. @returns {Set<string>} */
export const guardedPods = remember(["pods", POLICIES], (snapshot) => {
  const guarded = new Set();
  const all = entriesOf(snapshot, POLICIES);
  if (!all.length) return guarded;
  for (const { namespace, name, card } of entriesOf(snapshot, "pods"))
    if (all.some((p) => p.namespace === namespace && selects(p.card.selector, card.labels)))
      guarded.add(keyOf(namespace, name));
  return guarded;
});
