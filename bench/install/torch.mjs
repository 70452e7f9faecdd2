import { ensurePythonPackages } from "./venv.mjs";

export const torch = {
	title: "PyTorch",
	install: (home, options) => ensurePythonPackages(home, ["torch==2.13.0", "numpy"], options),
};
