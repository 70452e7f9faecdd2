// What needs Node: files. Everything else in this folder runs in a browser too.
export { CheckpointFile, hashOfConfiguration } from "./checkpoint-file.js";
export { openLog } from "./log-file.js";
