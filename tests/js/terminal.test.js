import assert from "node:assert/strict";
import { test } from "node:test";
import { Typist } from "../../static/js/elements/terminal/typist.js";
import { inColumns, lastLine, sharedStart, waitsForLine } from "../../static/js/state/prompt.js";
import { widest } from "../../static/js/state/widest.js";

const PROMPT = "\x1b[32metudiante@grappe\x1b[0m:~$ ";

/** A shell that answers nothing: what the typist did with it is kept. */
function shell(lines = []) {
  const done = { sent: [], interrupts: 0, completed: 0, kept: null, idle: true };
  const typist = new Typist({
    lines,
    idle: () => done.idle,
    unfinished: () => false,
    send: (text) => {
      done.sent.push(text);
      done.idle = false;
    },
    interrupt: () => (done.interrupts += 1),
    complete: () => (done.completed += 1),
    clear: () => undefined,
    changed: () => undefined,
    keep: (kept) => (done.kept = kept),
  });
  return { typist, done, type: (...keys) => keys.forEach((key) => typist.type(key)) };
}

test("a line is edited as in a shell and sent with Enter", () => {
  const { typist, done, type } = shell();
  type("kubectl gt pods", "\x1b[D", "\x1b[D", "\x1b[D", "\x1b[D", "\x1b[D", "\x1b[D", "e");
  assert.equal(typist.line.text, "kubectl get pods");
  type("\x05", " -o wide", "\x17", "\x17", "-A", "\x01", "time ", "\r");
  assert.deepEqual(done.sent, ["time kubectl get pods -A"]);
  assert.equal(typist.line.text, "");
});

test("what was cut can be put back", () => {
  const { typist, type } = shell();
  type("kubectl get pods", "\x15");
  assert.equal(typist.line.text, "");
  type("\x19");
  assert.equal(typist.line.text, "kubectl get pods");
  type("\x01", "\x0b", "\x19", "\x19");
  assert.equal(typist.line.text, "kubectl get podskubectl get pods");
});

test("several pasted lines are sent one after another, each when the shell waits again", () => {
  const { typist, done, type } = shell();
  type("kubectl get pods\rkubectl get nodes\recho ");
  assert.deepEqual(done.sent, ["kubectl get pods"]);
  assert.equal(typist.line.text, "echo ");
  done.idle = true;
  typist.next();
  assert.deepEqual(done.sent, ["kubectl get pods", "kubectl get nodes"]);
});

test("Ctrl-C stops what runs, and drops what was typed ahead", () => {
  const { typist, done, type } = shell();
  type("sleep 60\r", "ls\r", "\x03");
  assert.equal(done.interrupts, 1);
  done.idle = true;
  typist.next();
  assert.deepEqual(done.sent, ["sleep 60"]);
});

test("arrows walk through the history and come back to the draft", () => {
  const { typist, type } = shell(["ls", "kubectl get pods"]);
  type("draft", "\x1b[A");
  assert.equal(typist.line.text, "kubectl get pods");
  type("\x1b[A", "\x1b[A");
  assert.equal(typist.line.text, "ls");
  type("\x1b[B", "\x1b[B");
  assert.equal(typist.line.text, "draft");
});

test("Ctrl-R finds older lines; a blank or repeated line is not remembered", () => {
  const { typist, done, type } = shell(["kubectl get pods", "ls", "kubectl get nodes"]);
  type("\x12", "get");
  assert.equal(typist.line.text, "kubectl get nodes");
  type("\x12");
  assert.equal(typist.line.text, "kubectl get pods");
  type("\r");
  done.idle = true;
  type(" \r");
  done.idle = true;
  type("kubectl get pods\r");
  assert.deepEqual(done.kept, ["kubectl get pods", "ls", "kubectl get nodes", "kubectl get pods"]);
});

test("a terminal waits for a line when a prompt stands last, colours or not", () => {
  assert.ok(waitsForLine(`hello\r\n${PROMPT}`));
  assert.ok(waitsForLine("cat <<END\r\n> "));
  assert.ok(!waitsForLine(`${PROMPT}sleep 5\r\n`));
  assert.ok(!waitsForLine(""));
  assert.equal(lastLine(PROMPT), "etudiante@grappe:~$ ");
});

test("completions share their start and stand in columns", () => {
  assert.equal(sharedStart(["pods", "podtemplates"]), "pod");
  assert.deepEqual(inColumns(["a", "b", "c"], 7), ["a  c", "b"]);
});

test("a terminal is as wide as the tables printed in it, whatever was typed", () => {
  const typed = `${PROMPT}echo ${"x".repeat(150)}\r\n`;
  const row = `\x1b[31m${"y".repeat(107)}\x1b[0m   \n`;
  assert.equal(widest(`${typed}short\r\n${row}${PROMPT}`), 107);
  assert.equal(widest("z".repeat(5000)), 200);
  assert.equal(widest(""), 0);
});
