/** Les moments d'une chaîne de causes. **nom** et `texte de la machine` sont mis en valeur. */

const plural = (count, one, many) => [one, many][Number(count > 1)];
const machine = (text) => `\`${text}\``;

/** @type {Record<string, (args: any, f: {duration: (us: number) => string}) => string>} */
export const facts = {
  "command.typed": ({ text }) => `Vous avez tapé ${machine(text)}`,
  "host.powered-off": ({ host }) => `Vous avez coupé **${host}**`,
  "host.powered-on": ({ host }) => `Vous avez remis le courant à **${host}**`,
  "vm.stopped": ({ vm }) => `La VM **${vm}** s’arrête`,
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
  "object.created": ({ resource, name }) => `${machine(`${resource}/${name}`)} créé`,
  "object.updated": ({ resource, name }) => `${machine(`${resource}/${name}`)} modifié`,
  "object.deleted": ({ resource, name }) => `${machine(`${resource}/${name}`)} supprimé`,
};

/** Quand un fait n'a pas de mots à lui. */
export const unknown = (fact) => machine(fact);

/** Ce qu'un acteur est, quand il mérite d'être nommé. */
export const actors = { student: "vous", scenario: "le scénario" };
