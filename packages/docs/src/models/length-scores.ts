// BLEU by the length of the source, with and without attention: from the homework's result file.

export interface LengthScore {
	from: number;
	/** Null: and longer. */
	to: number | null;
	sentences: number;
	none: number;
	attention: number;
}

type Row = { from: number; to: number | null; sentences: number; bleu: number };

/** What this reads of bench/results/homework-builtin.json. */
export interface HomeworkResult {
	models: Record<"none" | "attention", { byLength: readonly Row[] }>;
}

export function lengthScores({ models: { none, attention } }: HomeworkResult): LengthScore[] {
	return none.byLength.map(({ from, to, sentences, bleu }, i) => ({
		from,
		to,
		sentences,
		none: bleu,
		attention: attention.byLength[i]!.bleu,
	}));
}
