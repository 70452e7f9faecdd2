// Progress of a search over many sentences, and an announcement where it will take long. How long is estimated from its
// first batches, by source tokens: batches begin with the shortest sentences, so that time per sentence would say too little.

import type { CommandContext } from "../command-context.js";
import { formatDuration } from "../terminal/duration.js";
import { createProgress, type Progress } from "../terminal/progress.js";

/** Seconds of a search that is announced. */
const announcedFrom = 60;
/** Milliseconds of work that an estimate takes: a first batch alone also packs the weights. */
const estimatedAfter = 1000;

export interface SearchProgressOptions {
	label: string;
	beamSize: number;
	/** Source tokens of every sentence. */
	lengths: readonly number[];
	/** Whether there is a bar only where the search takes long. Default false. */
	onlyIfLong?: boolean;
	/** Milliseconds; tests pass their own clock. */
	now?: () => number;
}

export interface SearchProgress {
	/** For the search of the sentences with these lengths, the next ones: what to tell its progress to. */
	part(lengths: readonly number[]): (progress: { done: number }) => void;
	/** Ends the bar's line, so that something else can be printed; more progress begins another. */
	pause(): void;
}

export function watchSearch(options: SearchProgressOptions, context: CommandContext): SearchProgress {
	const { label, beamSize, lengths, onlyIfLong = false, now = Date.now } = options;
	const { homework } = context.messages;
	const total = work(lengths);
	const began = now();
	let announced = false;
	let bar: Progress | undefined;
	let [doneSentences, doneWork] = [0, 0];
	const openBar = () =>
		createProgress({
			output: context.io.stderr,
			style: context.errorStyle,
			label,
			total: lengths.length,
			leftWord: homework.left,
			now,
		});
	if (!onlyIfLong) bar = openBar();

	function tell(sentences: number, finishedWork: number): void {
		const elapsed = now() - began;
		if (!announced && elapsed >= estimatedAfter && finishedWork > 0) {
			const seconds = (elapsed / 1000) * (total / finishedWork);
			announced = true;
			if (beamSize > 1 && seconds >= announcedFrom) {
				bar?.finish();
				const text = homework.longSearch(beamSize, lengths.length, formatDuration(seconds));
				context.io.stderr.write(`${text}\n`);
				bar ??= openBar();
			}
		}
		bar?.update(sentences);
	}

	return {
		part(own) {
			const sorted = [...own].sort((one, other) => one - other);
			const [sentencesBefore, workBefore] = [doneSentences, doneWork];
			return ({ done }) => {
				doneSentences = sentencesBefore + done;
				doneWork = workBefore + work(sorted.slice(0, done));
				tell(doneSentences, doneWork);
			};
		},
		pause: () => bar?.finish(),
	};
}

/** Steps of the encoder, and about as many of the decoder: one per token, and one for the end. */
function work(lengths: readonly number[]): number {
	return lengths.reduce((sum, length) => sum + length + 1, 0);
}
