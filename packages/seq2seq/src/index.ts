export * from "./data/index.js";
export * from "./decoding/index.js";
export * from "./evaluation/index.js";
export * from "./model/index.js";
export * from "./ops/index.js";
export * from "./saving/index.js";
export * from "./training/index.js";
