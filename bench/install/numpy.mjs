// numpy's wheel brings OpenBLAS.

import { ensurePythonPackages } from "./venv.mjs";

export const numpy = {
	title: "OpenBLAS",
	install: (home, options) => ensurePythonPackages(home, ["numpy"], options),
};
