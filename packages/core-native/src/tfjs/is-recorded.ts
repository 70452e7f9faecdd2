import { engine } from "@tensorflow/tfjs";

/** Whether TensorFlow.js records what is computed now. In the gradient of an op: whether it is differentiated again. */
export function isRecorded(): boolean {
	return engine().state.gradientDepth > 0 && engine().state.kernelDepth === 0;
}
