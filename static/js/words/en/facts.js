/** The moments of a chain of causes. **names** and `what a machine says` are set apart. */

const machine = (text) => `\`${text}\``;

const names = (list, and) => {
  const bold = list.map((name) => `**${name}**`);
  return bold.length < 2 ? bold.join("") : `${bold.slice(0, -1).join(", ")} ${and} ${bold.at(-1)}`;
};

/** @type {Record<string, (args: any, f: {duration: (us: number) => string}) => string>} */
export const facts = {
  "command.typed": ({ text }) => `You typed ${machine(text)}`,
  "host.powered-off": ({ host }) => `You cut the power of **${host}**`,
  "host.powered-on": ({ host }) => `You gave **${host}** its power back`,
  "vm.stopped": ({ vm }) => `VM **${vm}** stops`,
  "vm.paused": ({ vm }) => `VM **${vm}** is paused, with all that runs in it`,
  "vm.resumed": ({ vm }) => `VM **${vm}** goes on where it was`,
  "vm.started": ({ vm }) => `VM **${vm}** is up`,
  "node.not-ready": ({ node, after }, f) =>
    `Nothing has been heard of **${node}** for ${f.duration(after)}`,
  "node.ready": ({ node }) => `**${node}** is heard of again`,
  "node.tainted": ({ node, taint }) => `**${node}** gets the taint ${machine(taint)}`,
  "node.cordoned": ({ node }) => `**${node}** is closed to new pods`,
  "node.uncordoned": ({ node }) => `**${node}** is open to new pods again`,
  "pod.evicted": ({ pod, node, after }, f) =>
    `**${pod}** is evicted from ${node}: its ${f.duration(after)} of toleration are over`,
  "pod.deleted": ({ pod }) => `**${pod}** is deleted`,
  "pod.created": ({ pod, owner, missing }) =>
    missing
      ? `${owner} is ${missing} short, so it creates **${pod}**`
      : owner
        ? `${owner} creates **${pod}**`
        : `**${pod}** is created`,
  "pod.bound": ({ node, feasible, score, next }) =>
    `Placed on **${node}**` +
    (feasible ? `: ${feasible} ${feasible === 1 ? "node" : "nodes"} would do` : "") +
    (next === undefined || next === null ? "" : `, ${score} points against ${next}`),
  "pod.unschedulable": ({ message }) => `No node will do: ${machine(message)}`,
  "pod.nominated": ({ node, victims, violations }) =>
    (victims.length
      ? `${names(victims, "and")} must make room for it on **${node}**`
      : `Room is kept for it on **${node}**`) +
    (violations ? ", against a disruption budget: there was no other way" : ""),
  "pod.preempted": ({ pod, node, by, priority, theirs }) =>
    `**${pod}** must leave ${node} for **${by}**, which matters more (priority ${theirs} against ${priority})`,
  "pod.asked-to-leave": ({ pod, node }) =>
    `**${pod}** is asked to leave ${node}, and no disruption budget objects`,
  "pod.gated": ({ gates }) =>
    `No scheduler looks at it before ${gates.length === 1 ? "its gate is" : "its gates are"} lifted: ${gates.map(machine).join(", ")}`,
  "pod.ungated": () => "Its last gate is lifted: the scheduler may look at it",
  "pod.no-scheduler": ({ scheduler }) =>
    `It waits for a scheduler called ${machine(scheduler)}, and nobody here answers to that name`,
  "pod.started": ({ node }) => `Its containers run on **${node}**`,
  "pod.ready": () => "It answers, so it is ready",
  "pod.not-ready": ({ pod }) => `**${pod}** is no longer ready, so it gets no more requests`,
  "pod.finished": ({ pod, phase }) => `**${pod}** has done its work (${machine(phase)})`,
  "pod.crashed": ({ code, reason }) =>
    `Its program ended (exit code ${code}${reason ? `, ${reason}` : ""})`,
  "pod.image-failed": ({ image }) => `The image ${machine(image)} could not be pulled`,
  "replicaset.scaled": ({ name, from, to }) =>
    `ReplicaSet **${name}** goes from ${from} to ${to} replicas`,
  "replicaset.created": ({ name, deployment }) => `Deployment ${deployment} creates **${name}**`,
  "deployment.created": ({ name }) => `Deployment **${name}** is created`,
  "deployment.updated": ({ name }) => `Deployment **${name}** is changed`,
  "service.created": ({ name }) => `Service **${name}** is created`,
  "endpoints.changed": ({ service, ready }) =>
    `Service **${service}** now has ${ready} ${ready === 1 ? "pod" : "pods"} to send to`,
  "budget.counted": ({ name, allowed, healthy, needed }) =>
    allowed
      ? `**${name}** lets ${allowed} ${allowed === 1 ? "pod" : "pods"} leave: ${healthy} are healthy, ${needed} have to be`
      : `**${name}** lets no pod leave: ${needed} have to be healthy, ${healthy} ${healthy === 1 ? "is" : "are"}`,
  "object.created": ({ resource, name }) => `${machine(`${resource}/${name}`)} is created`,
  "object.updated": ({ resource, name }) => `${machine(`${resource}/${name}`)} is changed`,
  "object.deleted": ({ resource, name }) => `${machine(`${resource}/${name}`)} is deleted`,
};

/** When a fact has no words of its own. */
export const unknown = (fact) => machine(fact);

/** What an actor is called, when it has a better name. */
export const actors = { student: "you", scenario: "the scenario" };
