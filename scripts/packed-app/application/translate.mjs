// Loads a saved translator and translates, on the backend named on the command line.

import { registerNativeBackend } from "@mirada/core-native";
import { loadTranslator } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";

const [folder, backend] = process.argv.slice(2);
if (backend === "native") registerNativeBackend();
await tf.setBackend(backend);

const translator = await loadTranslator(folder);
const { text, alignment } = translator.translate("we see the house .");
console.log(JSON.stringify({ backend: tf.getBackend(), text, alignment }));
