// What tfjs gets wrong and what can be mended from outside. Gradients are global in tfjs: these serve every
// backend.
import { type GradConfig, registerGradient } from "@tensorflow/tfjs";
import { broadcastMatMulGradient } from "./broadcast-mat-mul.js";
import { splitGradient, unpackGradient } from "./one-output.js";
import { saveAsViews } from "./saved-tensors.js";
import { zerosFromBackend } from "./unused-outputs.js";

const FIXES: readonly GradConfig[] = [broadcastMatMulGradient, splitGradient, unpackGradient];

/** Registers every fix; more than once does no harm. */
export function registerTfjsFixes(): void {
	for (const gradient of FIXES) registerGradient(gradient);
	zerosFromBackend();
	saveAsViews();
}
