import assert from "node:assert/strict";
import { test } from "node:test";
import { scheduleOf } from "../../static/js/state/schedule.js";
import { wordsFor } from "../../static/js/words/index.js";

const said = (text, lang) =>
  wordsFor(lang).portrait.schedule(scheduleOf(text)).replaceAll("\u00a0", " ");

const SCHEDULES = [
  ["* * * * *", "toutes les minutes", "every minute"],
  ["*/5 * * * *", "toutes les 5 minutes", "every 5 minutes"],
  ["0 * * * *", "toutes les heures, à l’heure pile", "every hour, on the hour"],
  ["@hourly", "toutes les heures, à l’heure pile", "every hour, on the hour"],
  ["15 */6 * * *", "toutes les 6 heures, à la minute 15", "every 6 hours, 15 past"],
  ["0 3 * * *", "tous les jours à 3 h 00", "every day at 03:00"],
  ["30 8,12 * * *", "tous les jours à 8 h 30 et 12 h 30", "every day at 08:30 and 12:30"],
  ["0 7 * * 1-5", "du lundi au vendredi à 7 h 00", "Monday to Friday at 07:00"],
  ["0 7 * * mon", "chaque lundi à 7 h 00", "every Monday at 07:00"],
  ["0 22 * * 6,7", "les dimanches et samedis à 22 h 00", "on Sundays and Saturdays at 22:00"],
  ["0 0 1 * *", "le 1er de chaque mois à 0 h 00", "on the 1st of each month at 00:00"],
  ["0 0 1 1 *", "le 1er de janvier à 0 h 00", "on the 1st of January at 00:00"],
  [
    "0 0 13 * 5",
    "le 13 de chaque mois, et chaque vendredi à 0 h 00",
    "on the 13th of each month, and every Friday at 00:00",
  ],
];

for (const [text, french, english] of SCHEDULES)
  test(`a schedule is said in words: ${text}`, () => {
    assert.equal(said(text, "fr"), french);
    assert.equal(said(text, "en"), english);
  });

test("what has no short sentence is left as it is written", () => {
  for (const text of ["*/7 9-17 * * *", "1-59/2 * * * *", "0 0 * *", "x y z a b", "@reboot"])
    assert.equal(said(text, "fr"), "", text);
});
