// The layers on plain tfjs: a page or an application without the native core. Prints what it attended to.

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { numbers, seededWeights } from "./numbers.mjs";

await tf.setBackend("cpu");
const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
const query = numbers([2, 3, 8], 1);
const value = numbers([2, 5, 8], 2);
layer.apply([query, value]);
layer.setWeights(seededWeights(layer));
const output = layer.apply([query, value]);
console.log(JSON.stringify({ backend: tf.getBackend(), output: Array.from(await output.data()) }));
