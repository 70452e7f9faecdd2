// Mirada as contender: the default instruction set with every thread count, and the vector instruction sets with all
// threads, so that rates with and without a tile unit can be told apart.

export function instructionSetContenders(
	context,
	{ script, request, extra = true, threadCounts = context.threads },
) {
	const contender = (threads, variant, env) => ({
		name: "Mirada",
		ours: true,
		variant,
		extra: variant !== undefined || undefined,
		threads,
		process: context.worker({ peer: "mirada", script, threads, env }),
		request,
	});
	const sets = extra ? ["avx512", "avx2"] : [];
	return [
		...threadCounts.map((threads) => contender(threads)),
		...sets.map((set) => contender(context.mostThreads, set, { MIRADA_ISA: set })),
	];
}
