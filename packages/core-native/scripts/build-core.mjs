#!/usr/bin/env node

// Builds the native core from the C++ sources in this package: `npx mirada-build-core`.
//
// It is a command and no install script, so that installing a package never needs a compiler: an
// application that only uses the layers in a browser has none (docs-dev/decisions in the repository).
// Nothing is downloaded: the Node-API headers come with the package.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { BuildSystem } = require("cmake-js");

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const build = new BuildSystem({
	directory: packageFolder,
	// Where the system's cmake is absent or too old, MIRADA_CMAKE names another.
	cmakePath: process.env.MIRADA_CMAKE || undefined,
	parallel: availableParallelism(),
	cMakeOptions: {
		// Only the repository holds the tests; a package in an application must build under compilers we never saw.
		MIRADA_WARNINGS_AS_ERRORS: existsSync(join(packageFolder, "native", "test")) ? "ON" : "OFF",
		...(process.env.MIRADA_CUDA && { MIRADA_CUDA: process.env.MIRADA_CUDA }),
	},
});

try {
	await build.compile();
} catch (error) {
	console.error(`mirada-build-core: expected a native core, got: ${error.message}`);
	if (!build.cmake.isAvailable) {
		console.error(`  It needs cmake, make or ninja, and a C++20 compiler:
    Debian/Ubuntu  sudo apt-get install -y cmake g++ make
    Fedora         sudo dnf install -y cmake gcc-c++ make
    macOS          xcode-select --install && brew install cmake
    Windows        winget install --id Kitware.CMake -e; winget install --id Microsoft.VisualStudio.2022.BuildTools -e`);
	}
	process.exitCode = 1;
}
