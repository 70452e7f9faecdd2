// The yardstick: a backend named `native` that is nothing but tfjs' own cpu backend. What fails here
// fails for reasons that are not ours, and only that may stand in `exclusions.json`.

import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { copyRegisteredKernels, registerBackend } from "@tensorflow/tfjs-core";

registerBackend("native", () => new MathBackendCPU());
copyRegisteredKernels("cpu", "native");
