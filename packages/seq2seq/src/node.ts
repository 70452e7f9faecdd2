export * from "./data/node.js";
