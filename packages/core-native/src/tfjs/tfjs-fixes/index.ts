// What TensorFlow.js gets wrong in its gradients and what can be mended from outside. Gradients are global there: these
// serve every backend, also in a page, so nothing here knows the backend `native` or Node.
import { type GradConfig, registerGradient } from "@tensorflow/tfjs";
import { broadcastMatMulGradient } from "./broadcast-mat-mul.js";
import { eluGradient } from "./elu.js";
import { splitGradient, unpackGradient } from "./one-output.js";
import { mendTape } from "./tape.js";

const FIXES: readonly GradConfig[] = [broadcastMatMulGradient, eluGradient, splitGradient, unpackGradient];

/** Registers every fix; more than once does no harm. */
export function registerTfjsFixes(): void {
	for (const gradient of FIXES) registerGradient(gradient);
	mendTape();
}
