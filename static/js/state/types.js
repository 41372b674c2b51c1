/**
 * The shapes that travel on the wire of a lab (docs/protocol.md) and the one value made of them.
 *
 * @typedef {object} Clock
 * @property {boolean} paused
 * @property {number} speed   simulated seconds in one real second
 * @property {number} end     newest moment lived, microseconds
 * @property {boolean} live   false while this viewer looks back
 *
 * @typedef {object} Entry    an object of the lab, by its card
 * @property {string} resource
 * @property {string} namespace
 * @property {string} name
 * @property {Record<string, any>} card
 *
 * @typedef {object} Change   one change, as applied
 * @property {number} revision
 * @property {number} time
 * @property {string} actor
 * @property {number} cause
 * @property {string} resource
 * @property {string} namespace
 * @property {string} name
 * @property {Record<string, any> | null} before
 * @property {Record<string, any> | null} card
 *
 * @typedef {object} Marker
 * @property {number} time
 * @property {number} revision
 * @property {"command"|"power"|"node"|"scale"|"fault"} kind
 * @property {[string, string, string]} key
 * @property {string} text
 *
 * @typedef {object} Task
 * @property {string} id
 * @property {null | {revision: number, time: number}} done
 * @property {number} hint
 *
 * @typedef {object} Snapshot
 * @property {number} revision
 * @property {number} time
 * @property {number} epoch
 * @property {Clock} clock
 * @property {Record<string, any>} lab
 * @property {Map<string, Map<string, Entry>>} objects   resource → "namespace/name" → entry
 * @property {Marker[]} markers
 * @property {Task[]} tasks
 * @property {Record<string, string>} terminals
 * @property {[string, number][]} files
 * @property {Record<string, [number, number]>} usage    node → [milli CPU, bytes]
 */

export {};
