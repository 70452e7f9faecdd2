// What needs Node: files. Everything else in this folder runs in a browser too.
export { loadTranslator, saveTranslator } from "./translator-folder.js";
