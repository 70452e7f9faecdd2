// The layers on plain tfjs: a page or an application without the native core. Prints what it attended to.

import * as tf from "@tensorflow/tfjs";
import { attend } from "./attend.mjs";

await tf.setBackend("cpu");
console.log(JSON.stringify({ backend: tf.getBackend(), output: await attend() }));
