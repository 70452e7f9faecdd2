export * from "./contract.js";
export { NativeLoadError } from "./native-load-error.js";
export { type NativeInfo, nativeInfo, setNumThreads } from "./tfjs/native-info.js";
export { registerNativeBackend } from "./tfjs/register-native-backend.js";
