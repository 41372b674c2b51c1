/** The schedule of a CronJob, said in English. */

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const two = (n) => String(n).padStart(2, "0");
const time = ([hour, minute]) => `${two(hour)}:${two(minute)}`;
const and = (list) =>
  list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
const SUFFIXES = { 1: "st", 2: "nd", 3: "rd" };
const nth = (n) => `${n}${(Math.floor(n / 10) === 1 ? "" : SUFFIXES[n % 10]) || "th"}`;

/** @param {import("../../state/schedule.js").Schedule | null} told @returns {string} */
export function schedule(told) {
  if (!told) return "";
  if (told.every === "minutes")
    return told.step > 1 ? `every ${told.step} minutes` : "every minute";
  if (told.every === "hours") {
    const often = told.step > 1 ? `every ${told.step} hours` : "every hour";
    return told.minute ? `${often}, ${told.minute} past` : `${often}, on the hour`;
  }
  return `${days(told)} at ${and(told.times.map(time))}`;
}

function days({ days: numbers, weekdays, months }) {
  const inMonths = months ? ` in ${and(months.map((n) => MONTHS[n - 1]))}` : "";
  const dates = numbers && `on the ${and(numbers.map(nth))}`;
  const ofMonth = inMonths ? inMonths.replace(" in ", " of ") : " of each month";
  if (dates && weekdays) return `${dates}${ofMonth}, and ${onWeekdays(weekdays)}`;
  if (dates) return `${dates}${ofMonth}`;
  if (weekdays) return `${onWeekdays(weekdays)}${inMonths}`;
  return `every day${inMonths}`;
}

function onWeekdays(numbers) {
  const first = numbers[0];
  const row = numbers.length > 2 && numbers.every((n, i) => n === first + i);
  if (row) return `${WEEKDAYS[first]} to ${WEEKDAYS[numbers.at(-1)]}`;
  return numbers.length === 1
    ? `every ${WEEKDAYS[first]}`
    : `on ${and(numbers.map((n) => `${WEEKDAYS[n]}s`))}`;
}
