// How fast an epoch goes and when training will be done. Nothing that is computed depends on it.
import type { Batch } from "../data/batches.js";

export interface PaceReport {
	/** Real target words per second, `</s>` included, since the epoch began or was resumed. */
	tokensPerSecond: number;
	/** Expected seconds until the end of the last epoch, validation left out. */
	secondsLeft: number;
}

export class Pace {
	private readonly tokensOf: number[];
	private readonly began = performance.now();
	private tokensLeft: number;
	private tokens = 0;

	/** @param epochsAfter whole epochs that follow this one */
	constructor(batches: readonly Batch[], firstBatch: number, epochsAfter: number) {
		this.tokensOf = batches.map(({ targetLengths }) =>
			targetLengths.reduce((sum, length) => sum + length, 0),
		);
		const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
		this.tokensLeft = sum(this.tokensOf.slice(firstBatch)) + epochsAfter * sum(this.tokensOf);
	}

	/** Notes that a batch is done; returns its real target words. */
	countBatch(index: number): number {
		const count = this.tokensOf[index]!;
		this.tokens += count;
		this.tokensLeft -= count;
		return count;
	}

	report(): PaceReport {
		const tokensPerSecond = this.tokens / ((performance.now() - this.began) / 1000);
		return { tokensPerSecond, secondsLeft: this.tokensLeft / tokensPerSecond };
	}
}
