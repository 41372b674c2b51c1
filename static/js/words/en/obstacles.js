/** What keeps an object: each obstacle in a sentence, what lies behind it below. */

const machine = (text) => `\`${text}\``;
const all = (list) => list.map(machine).join(", ");
const some = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const titles = {
  services: "What stops the requests?",
  "ingresses.networking.k8s.io": "What stops the requests?",
  "poddisruptionbudgets.policy": "Why may nobody leave?",
  other: "What holds it back?",
};

/** @type {Record<string, (args: any, f: any) => string>} */
export const obstacles = {
  "held.finalizers": ({ names }) =>
    names.length === 1
      ? `Its finalizer ${all(names)} is still there: until somebody takes it away, it stays`
      : `Its finalizers ${all(names)} are still there: until somebody takes them away, it stays`,

  "pod.node-silent": ({ node }) =>
    `Its node **${node}** says nothing any more, so nobody knows what becomes of it`,
  "pod.kept-by-budget": ({ budget }) =>
    `Its eviction was refused: the budget **${budget}** lets nobody leave`,
  "pod.gates": ({ gates }) =>
    `${gates.length === 1 ? "A gate is" : "Gates are"} shut: ${all(gates)}`,
  "pod.nobody-schedules": ({ scheduler }) =>
    `It asks for a scheduler called ${machine(scheduler)}, which nobody runs`,
  "pod.waits-for-room": ({ node }) => `Less important pods are making room for it on **${node}**`,
  "pod.claim-missing": ({ claim }) => `It mounts the claim **${claim}**, which does not exist`,
  "pod.claim-unbound": ({ claim }) => `Its claim **${claim}** has no volume yet`,
  "pod.fits-nowhere": ({ message }) => `No node will do: ${machine(message)}`,
  "pod.volume": ({ message }) => `A volume does not come: ${machine(message)}`,
  "pod.init": ({ container }) =>
    `Its init container **${container}** has not ended, and the next ones wait for it`,
  "pod.image": ({ image, reason }) => `The image ${machine(image)} does not come (${reason})`,
  "pod.crashes": ({ container, restarts, code }) =>
    `**${container}** ends every time (exit code ${code}, ${some(restarts, "restart")}), so the kubelet waits before it tries again`,
  "pod.misconfigured": ({ container, message }) =>
    `**${container}** cannot be created: ${machine(message)}`,
  "pod.not-started": ({ container }) => `**${container}** has not passed its startup probe yet`,
  "pod.probe": ({ container }) => `**${container}** runs but is not ready yet`,
  "pod.readiness-gates": ({ kinds }) => `Somebody has still to say that it is ready: ${all(kinds)}`,

  "set.pod-unready": ({ pod, others }) =>
    `**${pod}** is not ready` +
    (others ? `, nor ${others === 1 ? "is another one" : `are ${others} more`}` : ""),
  "set.ordinal-first": ({ pod, next }) =>
    `**${pod}** is not ready, and **${next}** is made only after it`,
  "rollout.stuck": ({ after }, f) =>
    `The rollout did not move for ${f.duration(after)}: it is declared failed`,
  "rollout.paused": () => "The rollout is paused",
  "rollout.set-lacks-pods": ({ name }) => `Not all pods of **${name}** are ready`,
  "job.waits": ({ failures, wait }, f) =>
    `After ${failures === 1 ? "a failure" : `${failures} failures in a row`}, the next try waits for another ${f.duration(wait)}`,

  "claim.in-use": ({ pod }) => `**${pod}** still uses it: it is deleted only after that`,
  "claim.volume-missing": ({ volume }) =>
    `It asks for the volume ${machine(volume)}, which does not exist`,
  "claim.volume-taken": ({ volume }) =>
    `It asks for the volume **${volume}**, which is taken or does not fit`,
  "claim.no-class": () =>
    "It has no class: it needs a volume made by hand that fits, and there is none",
  "claim.class-missing": ({ name }) => `There is no class ${machine(name)}`,
  "claim.first-consumer": ({ name }) =>
    `Its class **${name}** waits for a first pod, to make the volume close to it`,
  "claim.pod-first": ({ pod }) =>
    `Its volume is made once **${pod}** has a node, within reach of that node`,
  "claim.none-fits": ({ name }) =>
    `No free volume of class **${name}** fits, and that class makes none itself`,
  "claim.being-made": ({ provisioner }) => `${machine(provisioner)} has to make it a volume`,
  "volume.in-use": ({ claim }) => `The claim **${claim}** still has it`,

  "namespace.kept": ({ name }) => `**${name}** is still in it: something keeps it`,
  "namespace.more": ({ count }) => `and ${count} more with it`,
  "namespace.content": ({ count }) => `It is not empty yet: ${some(count, "object is", "objects are")} left`,
  "budget.needs-all": ({ healthy }) =>
    healthy === 1
      ? "It needs the only pod it guards, and so cannot let it go"
      : `It needs all ${healthy} pods it guards: not one can be spared`,
  "budget.unready": ({ pod }) => `**${pod}** is not ready, so the others may not leave`,
  "node.silent": ({ node }) => `Nothing is heard of the kubelet of **${node}**`,
  "node.undrained": ({ pod, budget }) => `**${pod}** stays: its budget **${budget}** keeps it`,

  "service.chooses-nobody": ({ selector }) => `Its selector ${machine(selector)} chooses no pod`,
  "service.nobody-ready": ({ pod }) =>
    `None of the pods it chooses is ready, **${pod}** to begin with: requests are refused`,
  "request.stopped": ({ policy, flow, share }, f) =>
    `NetworkPolicy **${policy}** stops ${f.percent(share)} of the requests of ${flow}`,
  "ingress.no-class": () => "It has no class, so no controller serves it",
  "ingress.class-missing": ({ name }) => `There is no class ${machine(name)}, so nobody serves it`,
  "ingress.service-missing": ({ service }) =>
    `There is no Service ${machine(service)}: this route answers 503`,
  "ingress.nobody-behind": ({ service }) =>
    `No pod is ready behind **${service}**: this route answers 503`,

  "hpa.unable": ({ message }) => `It cannot change its target: ${machine(message)}`,
  "hpa.inactive": ({ message }) => `It has nothing to reckon with: ${machine(message)}`,
  "hpa.limited": ({ reason, least, most }) =>
    ({
      TooManyReplicas: `It would like more, but ${most} is its maximum`,
      TooFewReplicas: `It would like fewer, but ${least} is its minimum`,
      ScaleUpLimit: "It may not go up any faster",
      ScaleDownLimit: "It may not come down any faster",
    })[reason] ?? `It is bounded: ${machine(reason)}`,
};
