export * from "./data/index.js";
export * from "./decoding/index.js";
export * from "./evaluation/index.js";
