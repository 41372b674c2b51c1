/**
 * Words of state in kubectl's columns get a colour on the screen; the text stays what the lab
 * wrote.
 */
const BAD =
  "CrashLoopBackOff|Error|ErrImagePull|ImagePullBackOff|OOMKilled|Evicted|NotReady|Terminating|Failed|Warning";
const WAIT = "ContainerCreating|Pending|PodInitializing|SchedulingDisabled";
const STATES = new RegExp(`(?<=\\s{2})(?:(${BAD})|(${WAIT}))(?=\\s{2})`, "g");

export const tint = (text) =>
  text.replace(STATES, (word, bad) => `\x1b[${bad ? 31 : 33}m${word}\x1b[39m`);
