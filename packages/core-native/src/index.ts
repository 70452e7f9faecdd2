export {
	type AttentionBackwardArguments,
	type AttentionBackwardResult,
	type AttentionForwardArguments,
	type AttentionForwardResult,
	type AttentionProblem,
	attentionBackward,
	attentionBackwardAsync,
	attentionForward,
	attentionForwardAsync,
} from "./attention.js";
export * from "./contract.js";
export { type MachineCeilings, measureCeilings } from "./measure.js";
export { NativeLoadError } from "./native-load-error.js";
export { type NativeBackendOptions, registerNativeBackend } from "./register-native-backend.js";
export { type NativeInfo, nativeInfo, setNumThreads } from "./tfjs/native-info.js";
