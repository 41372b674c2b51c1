/** L'horaire d'un CronJob, dit en français. */

const WEEKDAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
const MONTHS = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
];
const two = (n) => String(n).padStart(2, "0");
const time = ([hour, minute]) => `${hour}\u00a0h\u00a0${two(minute)}`;
const and = (list) =>
  list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} et ${list.at(-1)}`;

/** @param {import("../../state/schedule.js").Schedule | null} told @returns {string} */
export function schedule(told) {
  if (!told) return "";
  if (told.every === "minutes")
    return told.step > 1 ? `toutes les ${told.step} minutes` : "toutes les minutes";
  if (told.every === "hours") {
    const often = told.step > 1 ? `toutes les ${told.step} heures` : "toutes les heures";
    return told.minute ? `${often}, à la minute ${told.minute}` : `${often}, à l’heure pile`;
  }
  return `${days(told)} à ${and(told.times.map(time))}`;
}

function days({ days: numbers, weekdays, months }) {
  const inMonths = months ? ` ${and(months.map((n) => `${of(MONTHS[n - 1])}`))}` : "";
  const dates = numbers && `le ${and(numbers.map((n) => (n === 1 ? "1er" : `${n}`)))}`;
  const ofMonth = inMonths || " de chaque mois";
  if (dates && weekdays) return `${dates}${ofMonth}, et ${onWeekdays(weekdays)}`;
  if (dates) return `${dates}${ofMonth}`;
  if (weekdays) return `${onWeekdays(weekdays)}${inMonths}`;
  return `tous les jours${inMonths}`;
}

const of = (month) => (/^[aéo]/.test(month) ? `d’${month}` : `de ${month}`);

function onWeekdays(numbers) {
  const first = numbers[0];
  const row = numbers.length > 2 && numbers.every((n, i) => n === first + i);
  if (row) return `du ${WEEKDAYS[first]} au ${WEEKDAYS[numbers.at(-1)]}`;
  return numbers.length === 1
    ? `chaque ${WEEKDAYS[first]}`
    : `les ${and(numbers.map((n) => `${WEEKDAYS[n]}s`))}`;
}
