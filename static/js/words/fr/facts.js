/** Les moments d'une chaîne de causes. **nom** et `texte de la machine` sont mis en valeur. */

const plural = (count, one, many) => [one, many][Number(count > 1)];
const machine = (text) => `\`${text}\``;

const names = (list, and) => {
  const bold = list.map((name) => `**${name}**`);
  return bold.length < 2 ? bold.join("") : `${bold.slice(0, -1).join(", ")} ${and} ${bold.at(-1)}`;
};

/** @type {Record<string, (args: any, f: {duration: (us: number) => string}) => string>} */
export const facts = {
  "command.typed": ({ text }) => `Vous avez tapé ${machine(text)}`,
  "host.powered-off": ({ host }) => `Vous avez coupé **${host}**`,
  "host.powered-on": ({ host }) => `Vous avez remis le courant à **${host}**`,
  "vm.stopped": ({ vm }) => `La VM **${vm}** s’arrête`,
  "vm.paused": ({ vm }) => `La VM **${vm}** est suspendue, et tout ce qu’elle contient avec elle`,
  "vm.resumed": ({ vm }) => `La VM **${vm}** reprend là où elle en était`,
  "vm.started": ({ vm }) => `La VM **${vm}** a démarré`,
  "node.not-ready": ({ node, after }, f) =>
    `**${node}** ne donne plus signe de vie depuis ${f.duration(after)}`,
  "node.ready": ({ node }) => `**${node}** redonne signe de vie`,
  "node.tainted": ({ node, taint }) => `Teinte ${machine(taint)} posée sur **${node}**`,
  "node.cordoned": ({ node }) => `**${node}** est fermé aux nouveaux pods`,
  "node.uncordoned": ({ node }) => `**${node}** est rouvert aux nouveaux pods`,
  "pod.evicted": ({ pod, node, after }, f) =>
    `**${pod}** est évincé de ${node} après ${f.duration(after)} de tolérance`,
  "pod.deleted": ({ pod }) => `**${pod}** est supprimé`,
  "pod.created": ({ pod, owner, missing }) =>
    missing
      ? `${owner} : ${missing} ${plural(missing, "manquant", "manquants")}, il crée **${pod}**`
      : owner
        ? `${owner} crée **${pod}**`
        : `**${pod}** est créé`,
  "pod.bound": ({ node, feasible, score, next }) =>
    `Placé sur **${node}**` +
    (feasible ? ` : ${feasible} ${plural(feasible, "nœud possible", "nœuds possibles")}` : "") +
    (next === undefined || next === null ? "" : `, score ${score} contre ${next}`),
  "pod.unschedulable": ({ message }) => `Aucun nœud ne convient : ${machine(message)}`,
  "pod.nominated": ({ node, victims, violations }) =>
    (victims.length
      ? `${names(victims, "et")} ${plural(victims.length, "doit", "doivent")} lui céder la place sur **${node}**`
      : `Une place lui est gardée sur **${node}**`) +
    (violations ? ", malgré un budget d’interruption : il n’y avait pas d’autre issue" : ""),
  "pod.preempted": ({ pod, node, by, priority, theirs }) =>
    `**${pod}** doit quitter ${node} au profit de **${by}**, plus prioritaire (${theirs} contre ${priority})`,
  "pod.asked-to-leave": ({ pod, node }) =>
    `**${pod}** est prié de quitter ${node} : aucun budget d’interruption ne s’y oppose`,
  "pod.gated": ({ gates }) =>
    `Aucun ordonnanceur ne le regarde tant que ${plural(gates.length, "sa barrière n’est pas levée", "ses barrières ne sont pas levées")} : ${gates.map(machine).join(", ")}`,
  "pod.ungated": () => "Sa dernière barrière est levée : l’ordonnanceur peut s’en occuper",
  "pod.no-scheduler": ({ scheduler }) =>
    `Il attend un ordonnanceur nommé ${machine(scheduler)}, et personne ici ne porte ce nom`,
  "pod.started": ({ node }) => `Ses conteneurs tournent sur **${node}**`,
  "pod.ready": () => "Il répond : le voilà prêt",
  "pod.not-ready": ({ pod }) => `**${pod}** n’est plus prêt : il ne reçoit plus de requêtes`,
  "pod.finished": ({ pod, phase }) => `**${pod}** a fini son travail (${machine(phase)})`,
  "pod.crashed": ({ code, reason }) =>
    `Son programme s’est arrêté (code ${code}${reason ? `, ${reason}` : ""})`,
  "pod.image-failed": ({ image }) => `L’image ${machine(image)} n’a pas pu être téléchargée`,
  "replicaset.scaled": ({ name, from, to }) =>
    `ReplicaSet **${name}** : de ${from} à ${to} réplicas`,
  "replicaset.created": ({ name, deployment }) => `Deployment ${deployment} : il crée **${name}**`,
  "deployment.created": ({ name }) => `Deployment **${name}** créé`,
  "deployment.updated": ({ name }) => `Deployment **${name}** modifié`,
  "service.created": ({ name }) => `Service **${name}** créé`,
  "endpoints.changed": ({ service, ready }) =>
    `Service **${service}** : ${ready} ${plural(ready, "pod répond", "pods répondent")} derrière lui`,
  "budget.counted": ({ name, allowed, healthy, needed }) =>
    allowed
      ? `**${name}** laisse partir ${allowed} ${plural(allowed, "pod", "pods")} : ${healthy} en bonne santé pour ${needed} ${plural(needed, "exigé", "exigés")}`
      : `**${name}** ne laisse partir personne : ${needed} ${plural(needed, "pod exigé", "pods exigés")} en bonne santé, ${healthy} ${plural(healthy, "présent", "présents")}`,
  "object.created": ({ resource, name }) => `${machine(`${resource}/${name}`)} créé`,
  "object.updated": ({ resource, name }) => `${machine(`${resource}/${name}`)} modifié`,
  "object.deleted": ({ resource, name }) => `${machine(`${resource}/${name}`)} supprimé`,
};

/** Quand un fait n'a pas de mots à lui. */
export const unknown = (fact) => machine(fact);

/** Ce qu'un acteur est, quand il mérite d'être nommé. */
export const actors = { student: "vous", scenario: "le scénario" };
