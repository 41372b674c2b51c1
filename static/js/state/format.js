/** Numbers as people read them, in the reader's language. */

const NARROW = "\u202f";
const BINARY = [
  ["Ti", 2 ** 40],
  ["Gi", 2 ** 30],
  ["Mi", 2 ** 20],
  ["Ki", 2 ** 10],
];

/** A number with at most `digits` decimals: `1,5` in French, `1.5` in English. */
export const number = (value, lang, digits = 1) =>
  value.toLocaleString(lang, { maximumFractionDigits: digits });

/** Bytes in Kubernetes' binary units: `1,5 Gi`. */
export function bytes(value, lang) {
  const unit = BINARY.find(([, size]) => value >= size);
  return unit ? `${number(value / unit[1], lang)}${NARROW}${unit[0]}` : `${value}${NARROW}B`;
}

/** Milli CPU as cores: `250` is `0,25`. */
export const cores = (milli, lang) => number(milli / 1000, lang, 2);

/** Time between two moments, as short as it can be read: `+0,1 s`, `+40 s`, `+5 min`. */
export function gap(microseconds, lang) {
  const s = microseconds / 1e6;
  if (s < 0.0005) return `+0${NARROW}s`;
  if (s < 10) return `+${number(s, lang, s < 0.1 ? 3 : 1)}${NARROW}s`;
  return `+${duration(microseconds, lang)}`;
}

/**
 * A duration: seconds up to ten minutes (`300 s` is what the documentation says) or to the limit
 * given, then more.
 */
export function duration(microseconds, lang, inSeconds = 600) {
  const s = microseconds / 1e6;
  if (s < inSeconds) return `${number(s, lang, s < 10 ? 1 : 0)}${NARROW}s`;
  if (s < 7200) return `${number(s / 60, lang, 0)}${NARROW}min`;
  if (s < 172_800) return `${number(s / 3600, lang)}${NARROW}h`;
  return `${number(s / 86_400, lang)}${NARROW}${lang === "fr" ? "j" : "d"}`;
}

/** A speed: `0,1×`, `60×`. */
export const speed = (value, lang) => `${number(value, lang, 2)}×`;

/** Share of a whole as per cent. */
export const percent = (share, lang) =>
  `${number(share * 100, lang, 0)}${lang === "fr" ? NARROW : ""}%`;
