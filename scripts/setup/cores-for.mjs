// Which cores a command computes with.

/**
 * The cores that a command needs. `native`: "needed", "if possible" or "no". Packed packages hold its sources. The site's
 * models are trained by it where there is a compiler, else by the core in WebAssembly, which the pages load anyway; that
 * one alone takes no compiler, and is enough for a command where it is asked for.
 */
export function coresFor(run, args) {
	if (run === "pack") return { native: "no", wasm: false };
	if (run === "docs" || run === "docs-pictures") return { native: "if possible", wasm: true };
	const takesBackend = run === "homework" || run === "mirada";
	const named = args.findLast((arg, i) => arg.startsWith("--backend=") || args[i - 1] === "--backend");
	const onWasm = takesBackend && named?.replace(/^--backend=/, "") === "mirada-wasm";
	return onWasm ? { native: "no", wasm: true } : { native: "needed", wasm: false };
}
