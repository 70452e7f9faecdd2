// What the machine can do at most.

export interface MeasureTime {
	/** How long to measure, 0 to 60,000: one pass at least. */
	milliseconds: number;
}

export interface MeasureCopy extends MeasureTime {
	/** Size of the copied block, 1 to 1,024. */
	megabytes: number;
}

export interface MeasureBinding {
	/** Returns floating-point operations per second of a loop of fused multiply-adds on all threads. */
	measureFmaPeak(options: MeasureTime): number;
	/** Returns bytes per second, read and written. */
	measureCopyBandwidth(options: MeasureCopy): number;
}
