export * from "./data/node.js";
export * from "./saving/node.js";
export { makeFolder } from "./storage/make-folder.js";
export * from "./training/node.js";
