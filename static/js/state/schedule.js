/**
 * What a schedule of a CronJob means, ready to be said in words.
 *
 * @typedef {{every: "minutes", step: number} | {every: "hours", step: number, minute: number}
 *   | {every: "times", times: [number, number][], days: number[] | null, months: number[] | null,
 *      weekdays: number[] | null}} Schedule
 */

const NAMED = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/** More moments a day than this are no sentence any more. */
const MOST_TIMES = 6;

/** The numbers of a field, null for all of them, undefined for what cannot be read. */
function numbers(field, low, high, names = []) {
  if (field === "*" || field === "?") return null;
  const found = new Set();
  for (const part of field.split(",")) {
    const [range, step = "1"] = part.split("/");
    const ends = range === "*" ? [low, high] : range.split("-").map((end) => one(end, low, names));
    const [first, last = part.includes("/") ? high : first] = ends;
    if (ends.some(Number.isNaN) || !(Number(step) > 0)) return undefined;
    for (let n = first; n <= last; n += Number(step)) found.add(n);
  }
  return [...found].sort((a, b) => a - b);
}

function one(text, low, names) {
  const at = names.indexOf(text.toLowerCase());
  return at < 0 ? Number.parseInt(text, 10) : at + low;
}

const stepOf = (field) => (/^\*\/\d+$/.test(field) ? Number(field.slice(2)) : 0);

/** @param {string} text @returns {Schedule | null} null for what has no short sentence */
export function scheduleOf(text) {
  const fields = (NAMED[text.trim().toLowerCase()] ?? text.trim()).split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, ...dates] = fields;
  const always = dates.every((field) => field === "*");
  if (hour === "*" && always && (minute === "*" || stepOf(minute)))
    return { every: "minutes", step: stepOf(minute) || 1 };
  const minutes = numbers(minute, 0, 59);
  const hourly = hour === "*" ? 1 : stepOf(hour);
  if (minutes?.length === 1 && hourly && always)
    return { every: "hours", step: hourly, minute: minutes[0] };
  return atTimes(minutes, numbers(hour, 0, 23), dates);
}

function atTimes(minutes, hours, [day, month, weekday]) {
  const days = numbers(day, 1, 31);
  const months = numbers(month, 1, 12, MONTHS);
  const week = numbers(weekday, 0, 6, WEEKDAYS);
  if (!minutes || !hours || [days, months, week].includes(undefined)) return null;
  if (minutes.length * hours.length > MOST_TIMES) return null;
  const times = hours.flatMap((h) => minutes.map((m) => /** @type {[number, number]} */ ([h, m])));
  const weekdays = week && [...new Set(week.map((n) => n % 7))].sort((a, b) => a - b);
  return { every: "times", times, days, months, weekdays };
}
