// What tfjs-layers and tfjs' optimisers do in many small ops, as one fused call each. Only while a backend
// with our kernels is active, and only in the configurations that the kernels know; everywhere else the methods that
// tfjs came with run.
import { AdamOptimizer, serialization } from "@tensorflow/tfjs";
import { fuseAdam } from "./adam-optimizer.js";
import { fuseCrossEntropy } from "./cross-entropy-loss.js";
import { fuseDense } from "./dense.js";
import { fuseLstm } from "./lstm-layer.js";
import { fuseSoftmaxGradient } from "./softmax-gradient.js";
import { fuseTimeDistributed } from "./time-distributed.js";

/**
 * Replaces methods of tfjs' classes; more than once does no harm. The classes of layers are those that
 * tfjs-layers has registered for deserialisation, so instances made before are covered too.
 */
export function fuseTfjsLayers(): void {
	fuseAdam(AdamOptimizer.prototype);
	const classes = serialization.SerializationMap.getMap().classNameMap;
	fuseLstm(classes);
	fuseDense(classes);
	fuseTimeDistributed(classes);
	fuseCrossEntropy(classes);
	fuseSoftmaxGradient();
}
