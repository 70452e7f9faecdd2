export * from "./data/node.js";
export * from "./saving/node.js";
export * from "./training/node.js";
