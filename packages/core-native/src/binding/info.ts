// The core itself: its instruction sets and threads.

export interface CoreInfo {
	/** The instruction set in use: `scalar`, `avx2`, `avx512`, `amx` or `neon`. */
	instructionSet: string;
	/** Every set that this machine can run, the plainest first. */
	instructionSets: string[];
	/** Floats per vector register. */
	lanes: number;
	/** That compute, the calling one included. */
	threads: number;
	/** As many as MIRADA_NUM_THREADS, `setNumThreads` or the processor asks for; the system may have refused some. */
	requestedThreads: number;
	cuda: boolean;
	compiler: string;
}

export interface InfoBinding {
	coreInfo(): CoreInfo;
	/** Returns the number of threads that compute: the system may refuse some. */
	setNumThreads(options: { threads: number }): number;
	/** For tests: switches between the sets in `coreInfo().instructionSets`. */
	setInstructionSet(options: { name: string }): void;
}
