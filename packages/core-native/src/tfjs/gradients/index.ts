// Gradients that can be differentiated again, on every backend: pure TypeScript, which `attention` and `seq2seq` import
// without seeing the addon. To import it mends the gradients of TensorFlow.js itself (see tfjs-fixes).
import { registerTfjsFixes } from "../tfjs-fixes/index.js";

export { hasKernel } from "../has-kernel.js";
export { composedLstm, type LstmResult, type LstmTensors } from "./composed-lstm.js";
export { fusedLstm } from "./fused-lstm.js";
export { type FusedOp, fusedOp } from "./fused-op.js";
export { type TapedOp, tapedOp } from "./taped-op.js";

registerTfjsFixes();
