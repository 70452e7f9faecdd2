// Languages and how they write numbers. Loads nothing else: programs need both before anything is computed.

export { isLanguage, type Language, languages } from "./languages.js";
export { type NumberStyle, numberStyles } from "./number-style.js";
export { decimal, fixed, percent, scientific, short } from "./numbers.js";
