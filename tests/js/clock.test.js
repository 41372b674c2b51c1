import assert from "node:assert/strict";
import { test } from "node:test";
import { anchor, formatAge, formatTime, timeAt } from "../../static/js/state/clock.js";
import {
  groupMarkers,
  horizon,
  neighbour,
  timeOf,
  shareOf,
} from "../../static/js/state/timeline.js";

const at = (speed, more = {}) => ({ paused: false, speed, end: 0, live: true, ...more });

test("time runs on between frames at the lab's speed, and stands while paused or looking back", () => {
  assert.equal(timeAt(anchor(null, at(10), 5e6, 1000), 1500), 10e6);
  assert.equal(timeAt(anchor(null, at(10, { paused: true }), 5e6, 1000), 9000), 5e6);
  assert.equal(timeAt(anchor(null, at(10, { live: false }), 5e6, 1000), 9000), 5e6);
});

test("a frame that is a little behind never turns the display back", () => {
  const first = anchor(null, at(60), 0, 0);
  const second = anchor(first, at(60), 50e6, 1000);
  assert.equal(timeAt(second, 1000), 60e6);
  assert.ok(timeAt(second, 1100) >= 60e6);
  assert.equal(timeAt(second, 2000), 110e6);
});

test("pausing and seeking set the display at once", () => {
  const first = anchor(null, at(60), 0, 0);
  const paused = anchor(first, at(60, { paused: true }), 50e6, 1000);
  assert.equal(timeAt(paused, 1000), 50e6);
  const past = anchor(first, at(60, { live: false }), 3e6, 1000);
  assert.equal(timeAt(past, 5000), 3e6);
});

test("times and ages are written as people and kubectl write them", () => {
  assert.equal(formatTime(252_350_000), "00:04:12.350");
  assert.equal(formatTime(90_061_000_000, { millis: false }), "1+01:01:01");
  const ages = {
    0: "0s",
    119: "119s",
    120: "2m",
    250: "4m10s",
    600: "10m",
    10799: "179m",
    10800: "3h",
    11100: "3h5m",
    172800: "2d",
  };
  for (const [seconds, age] of Object.entries(ages)) assert.equal(formatAge(seconds * 1e6), age);
});

test("the scale of the timeline holds what was lived and stands still for long", () => {
  let reach = 0;
  let moves = 0;
  for (let end = 0; end < 3600e6; end += 1e6) {
    const next = horizon(end, reach);
    assert.ok(next > end);
    moves += Number(next !== reach);
    reach = next;
  }
  assert.ok(moves < 10);
});

test("a point on the timeline and its time are the same place", () => {
  assert.equal(timeOf(shareOf(161e6, 600e6), 600e6, 300e6), 161e6);
  assert.equal(timeOf(0.9, 600e6, 300e6), 300e6);
});

test("markers that would touch stand together, under the weightiest; none is lost", () => {
  const marker = (time, kind) => ({ time, revision: time, kind, key: [], text: "" });
  const markers = [marker(1e6, "command"), marker(2e6, "power"), marker(300e6, "node")];
  const groups = groupMarkers(markers, 600e6, 600);
  assert.deepEqual(
    groups.map(({ marker: m, count }) => [m.kind, count]),
    [
      ["power", 2],
      ["node", 1],
    ],
  );
  assert.equal(neighbour(markers, 2e6, 1).kind, "node");
  assert.equal(neighbour(markers, 2e6, -1).kind, "command");
  assert.equal(neighbour(markers, 300e6, 1), undefined);
});
