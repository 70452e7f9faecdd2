// Fused attention, forward and forward with backward, over translation, long, decoding and odd shapes.

import {
	attentionCases,
	attentionInputs,
	caseName,
	DROPOUT_RATE,
	forwardOperations,
	operationsFactor,
} from "../cases/attention-cases.mjs";
import { dropoutSpread, errorAgainst, truthOf } from "../cases/attention-truth.mjs";
import { identicalOutputs, readFloats, relativeError } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";
import { readInput } from "../framework/seeded-inputs.mjs";

export const title = "Attention";

export const notes = [
	"Shapes are batch x heads x queries x keys x size per head.",
	"Kinds: `plain` has no mask; `causal`; `lengths` has ragged key lengths; `mask` is a boolean mask that allows nine of ten keys; `bias` is added to the scores, one per head; `dropout` has a rate of 0.1.",
	"PyTorch: scaled_dot_product_attention with its flash backend (`flash strided` takes inputs as projections produce them, `flash float mask` converts the mask, `flash loop` is one call per sentence without its padding) or its math backend, and `matmul`, which is matmul, softmax, matmul. onnxruntime: its operators Attention and MultiHeadAttention.",
	"Operations counted: 4 per query-key pair, head and element. `causal` and `lengths` count only the pairs that may attend; `mask`, `bias` and `dropout` count all pairs. Forward + backward counts 3.5 times as many.",
	"With 512 keys and a bias, the gradient of the bias is computed too; in the other cases the bias is constant.",
];

const large = { H: { atLeast: 64 }, S: { atLeast: 512 }, T: { atLeast: 512 } };
const rules = (group, peak) => [
	{ what: `attention ${group}`, group, measure: "ratio", over: "min", atLeast: 1.4 },
	{ what: `attention ${group}`, group, measure: "ratio", over: "geometricMean", atLeast: 2.5 },
	{
		what: `attention ${group}, H >= 64, S >= 512`,
		group,
		where: large,
		measure: "peak",
		over: "min",
		atLeast: peak,
	},
];
export const targets = [
	...rules("forward", 0.8),
	...rules("forward + backward", 0.75),
	{ what: "attention, speed-up from 1 to 2 threads", measure: "scaling", over: "min", atLeast: 1.8 },
	{
		what: "attention, identical results with 1 and 2 threads",
		measure: "identical",
		over: "min",
		atLeast: 1,
	},
	{ what: "attention forward, error", group: "forward", measure: "error", over: "max", atMost: 2 },
	{
		what: "attention forward + backward, error",
		group: "forward + backward",
		measure: "error",
		over: "max",
		atMost: 3,
	},
];

const selfAttention = { kind: "plain", N: 8, H: 64, T: { atLeast: 2 } };
export const lines = ["forward", "forward + backward"].map((group) => ({
	title: "rate by sequence length",
	group,
	where: selfAttention,
	x: "S",
	xLabel: "sequence length (self-attention, 8 heads of size 64)",
}));

/** The variants of PyTorch that make sense for a case. */
function torchVariants({ kind, few }) {
	if (few) return ["flash"];
	const fused = ["flash", "flash strided", "math", "matmul"];
	if (kind === "mask") return [...fused, "flash float mask"];
	return kind === "lengths" ? [...fused, "flash float mask", "flash loop"] : fused;
}

/** Those of onnxruntime; one stands for all where it says that it cannot. */
function onnxruntimeVariants({ kind, pass, few }) {
	if (few || pass !== "forward" || kind === "dropout") return ["MultiHeadAttention"];
	const fused = ["MultiHeadAttention", "Attention"];
	return kind === "lengths" ? [...fused, "MultiHeadAttention, bias"] : fused;
}

/** Largest difference from double precision, by the largest number: fp32 errs by less than a tenth of it. */
const MOST_ERROR = 3e-5;
/** Two fp32 results where double precision would take too long. */
const MOST_DIFFERENCE = 1e-4;

export async function run(context) {
	for (const attentionCase of attentionCases(context.quick)) {
		const passes = attentionCase.passes.filter((pass) => context.wants(caseName(attentionCase), pass));
		if (passes.length === 0) continue;
		const files = attentionInputs(context.inputs, attentionCase);
		const truths = truthOf(attentionCase, files);
		for (const pass of passes) context.add(await measure(context, { ...attentionCase, pass, files, truths }));
	}
}

async function measure(context, { pass, files, truths, few, what, ...attentionCase }) {
	const request = { task: "attention", ...attentionCase, pass, files, dropoutRate: DROPOUT_RATE };
	const row = {
		case: caseName({ what, ...attentionCase }),
		group: pass,
		axes: { ...pick(attentionCase, ["B", "N", "T", "S", "H", "kind"]), what },
		amount: (operationsFactor(pass) * forwardOperations(attentionCase, lengthsOf(files))) / 1e9,
		unit: "GFLOP/s",
	};
	row.contenders = await context.race({
		rounds: few ? 2 : undefined,
		contenders: [
			...instructionSetContenders(context, {
				script: "mirada-attention.mjs",
				request,
				extra: !few,
				threadCounts: few && pass !== "forward" ? [context.mostThreads] : context.threads,
			}),
			...context.threads.flatMap((threads) => [
				...peer(context, {
					name: "PyTorch",
					id: "torch",
					variants: torchVariants({ ...request, few }),
					threads,
					request,
				}),
				...peer(context, {
					name: "onnxruntime",
					id: "onnxruntime",
					variants: onnxruntimeVariants({ ...request, few }),
					threads,
					request,
				}),
			]),
		],
		check: (prepared) => check(prepared, { row, truths, attentionCase }),
	});
	return row;
}

function peer(context, { name, id, variants, threads, request }) {
	const script = `${id}_attention.py`;
	return variants.map((variant) => ({
		name,
		variant,
		threads,
		process: context.worker({ peer: id, script, threads }),
		request: { ...request, variant },
	}));
}

/** Ours against double precision, the peers too; whole gradients against a peer where double takes too long. */
function check(prepared, { row, truths, attentionCase }) {
	const ours = prepared.filter((contender) => contender.ours);
	row.identical = identicalOutputs(prepared);
	if (attentionCase.kind === "dropout") {
		for (const contender of prepared) {
			const spread = dropoutSpread(truths, contender.outputs.output, DROPOUT_RATE);
			if (!(spread > 0.6 && spread < 1.6))
				contender.wrong = `dropout spread ${spread.toFixed(2)}, expected about 1`;
		}
		return;
	}
	for (const contender of prepared) {
		contender.error = errorAgainst(
			truths,
			contender.outputs,
			Object.keys(contender.outputs).filter(known(truths)),
		);
		if (!(contender.error <= MOST_ERROR)) contender.wrong = `error ${contender.error.toExponential(1)}`;
	}
	const trusted = prepared.find((contender) => !contender.ours && !contender.wrong);
	if (!trusted) return;
	for (const contender of ours) {
		for (const [name, path] of Object.entries(contender.outputs)) {
			const difference = relativeError(readFloats(path), readFloats(trusted.outputs[name]));
			if (!(difference <= MOST_DIFFERENCE))
				contender.wrong = `${name} differs from ${trusted.name}'s by ${difference.toExponential(1)}`;
		}
	}
}

/** Key and value gradients are known only where whole heads were computed. */
const known = (truths) => (name) => truths[0].dKey !== undefined || (name !== "dKey" && name !== "dValue");

const lengthsOf = (files) => (files.lengths ? readInput(files.lengths) : undefined);
const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));
