/** The words of a language. Every string that the lab shows stands in fr.js and en.js. */
import en from "./en.js";
import fr from "./fr.js";

const LANGUAGES = { fr, en };

/** @param {string} lang `fr` or `en`; French for anything else */
export const wordsFor = (lang) => LANGUAGES[lang] ?? fr;

/** A fact of a chain of causes as a sentence with light marks (`**name**`, `` `code` ``). */
export function wordFact(words, { fact, args }, format) {
  const sentence = words.why.facts[fact];
  return sentence ? sentence(args, format) : words.why.unknown(fact);
}
