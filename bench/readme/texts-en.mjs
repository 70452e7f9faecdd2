// The words of the results in README.md.

const machineText = ({ cores, processor, kernels, node }) =>
	`${cores} cores of ${processor} (${kernels.join("; ")}), Node ${node}`;

const explanations = {
	AER: "**AER** (alignment error rate) is the share of links on which attention and the true alignment disagree: 0 is perfect.",
	match:
		"**Match** (match score) is the share of target words that attend most to the source word they translate: 1 is perfect. Real pairs come without alignments, so a word aligner trained on the same pairs provides them.",
};

export const english = {
	homework: (hasBeam) =>
		`Each run trains the same model without attention and with it (without → with) and translates test sentences that neither model has seen, with greedy decoding${hasBeam ? " and with beam search" : ""}.`,
	greedy: "greedy",
	beam: (size) => (size ? `beam ${size}` : "beam search"),
	heads: {
		command: "command",
		pairs: "training pairs",
		bleu: "BLEU",
		bleuBy: (search) => `BLEU, ${search}`,
		gain: "BLEU gain (95 % interval)",
		gainBy: (search) => `BLEU gain, ${search} (95 % interval)`,
		chrf: "chrF",
		chrfBy: (search) => `chrF, ${search}`,
		alignment: "word alignment",
		minutes: "minutes to train both",
		verdict: "verdict",
	},
	interval: (low, high) => `${low} to ${high}`,
	alignment: (measure, attention, bestNull) => `${measure} ${attention} (best null baseline ${bestNull})`,
	busy: "busy machine",
	passed: "PASS",
	notPassed: "FAIL",
	explanations: (measures, hasBeam) => [
		"**BLEU** (0 to 100) measures how many sequences of one to four tokens (words and punctuation marks) a translation shares with its references. Scores are computed as in sacreBLEU, on lowercased tokens and against all references; the interval comes from a paired bootstrap.",
		"**chrF** (0 to 100) does the same for sequences of up to six characters.",
		...(hasBeam
			? [
					"**Beam search** keeps several translations of a sentence at a time; greedy decoding follows the most probable one. The length and coverage penalties of each model are chosen on validation sentences, never on test sentences. Word alignment does not depend on the search.",
				]
			: []),
		...["AER", "match"].filter((measure) => measures.has(measure)).map((measure) => explanations[measure]),
		"The **best null baseline** is the best of three alignments that have learned nothing: uniform weights, the plain diagonal, and the untrained model. Only links between words count, not punctuation.",
		`The **verdict** is PASS if the run meets the [five criteria of the homework](packages/cli/README.md#the-verdict)${hasBeam ? ", by default on greedy decoding" : ""}.`,
	],
	machine: (machines, files) => `Measured on ${machines.map(machineText).join("; ")}. Files: ${files}.`,
	speed: (isGenerated) =>
		`Training speed of the homework's two models on ${isGenerated ? "the generated corpus" : "real pairs"}, in target tokens per second. The libraries were timed in turn on one machine; each is represented by the fastest of several implementations of the model:`,
	withoutAttention: "without attention",
	withAttention: "with attention",
	speedHeads: ({ torch, keras }) => [
		"model",
		"Mirada",
		`PyTorch ${torch}`,
		`Keras ${keras} on TensorFlow`,
		"Mirada / PyTorch",
	],
	speedFile: ({ cores, cpu, node }, file) =>
		`Measured on ${cores} cores of ${cpu}, Node ${node.replace(/^v/, "")}. File: ${file}.`,
	report:
		"`npm run bench` repeats the speed measurements. The [benchmark report](bench/results/report.md) lists all of them, with the targets that were missed and why.",
};
