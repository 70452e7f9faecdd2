import { ensurePythonPackages } from "./venv.mjs";

export const keras = {
	title: "Keras on TensorFlow",
	install: (home, options) =>
		ensurePythonPackages(home, ["tensorflow-cpu==2.21.0", "keras", "numpy"], options),
};
