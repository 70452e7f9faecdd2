import { ensurePythonPackages } from "./venv.mjs";

export const onnxruntime = {
	title: "onnxruntime",
	install: (home, options) => ensurePythonPackages(home, ["onnxruntime", "onnx", "numpy"], options),
};
