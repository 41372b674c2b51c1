/**
 * What a pod looks like, from its card. Shapes are those of the visual language: each differs
 * by its outline or its sign, never by colour alone.
 *
 * @typedef {"pending"|"creating"|"running"|"half"|"terminating"|"crash"|"failed"|"done"} Shape
 */

import { entriesOf } from "./snapshot.js";

const BROKEN = new Set([
  "CrashLoopBackOff",
  "Error",
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "OOMKilled",
  "StartError",
  "RunContainerError",
]);

const reasonOf = (status) => status.replace(/^Init:/, "");

/** @param {Record<string, any>} card @returns {Shape} */
export function shapeOf(card) {
  if (card.terminating) return "terminating";
  if (card.phase === "Succeeded") return "done";
  if (card.phase === "Failed") return "failed";
  if (BROKEN.has(reasonOf(card.status ?? ""))) return "crash";
  if (!card.node) return "pending";
  if (card.phase !== "Running") return "creating";
  return card.ready[0] === card.ready[1] ? "running" : "half";
}

/**
 * The shape of a pod, or that it is lost: its node is dark and nothing has taken it away yet.
 * @param {Record<string, any>} card @param {Set<string>} dark nodes
 * @returns {Shape | "lost"}
 */
export const stateOfPod = (card, dark) =>
  !card.terminating && dark.has(card.node) ? "lost" : shapeOf(card);

/** The seeds: one for each container. */
export const seedsOf = (card) =>
  (card.containers ?? []).map(({ name, state, ready, restarts }) => ({
    name,
    restarts: restarts ?? 0,
    on: state === "running" && ready !== false,
    state,
  }));

/**
 * The nodes from which nothing true can be known now: they no longer report, or the machine under
 * them is off and Kubernetes has not noticed yet.
 * @returns {Set<string>}
 */
export function darkNodes(snapshot) {
  const dark = new Set();
  for (const { name, card } of entriesOf(snapshot, "nodes"))
    if (card.ready !== "True") dark.add(name);
  for (const { card } of entriesOf(snapshot, "vms"))
    if (card.node && card.phase !== "Running") dark.add(card.node);
  return dark;
}

/** A pod counts as ready when all its containers are and nothing takes it away. */
export const isReady = (card) => shapeOf(card) === "running";
