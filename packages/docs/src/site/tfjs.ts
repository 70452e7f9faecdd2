// TensorFlow.js for the page: its core, its layers and the backend in plain JavaScript. The package "@tensorflow/tfjs"
// brings a WebGL backend, a converter and data readers too, a megabyte that no piece uses; the site's bundles put this
// module in its place.

import "@tensorflow/tfjs-core/dist/register_all_gradients";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";

export * from "@tensorflow/tfjs-backend-cpu";
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
