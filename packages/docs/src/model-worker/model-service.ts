// Answers the requests of a page: loads models, translates, trains. It knows nothing of Workers: it is given requests
// and gives answers to a function, so that tests run the same code in Node.

import {
	decodeTranslator,
	forceDecode,
	loadTranslator,
	type Translation,
	type Translator,
	tokenize,
} from "@mirada/seq2seq";
import type {
	Answer,
	ControlRequest,
	ForceRequest,
	LoadRequest,
	Request,
	TranslateRequest,
	WithId,
} from "./protocol.js";
import { TrainingTask } from "./training-task.js";

/** `transfer`: buffers that the receiver takes over. */
export type Post = (answer: WithId<Answer>, transfer?: ArrayBuffer[]) => void;

export class ModelService {
	private readonly translators = new Map<string, Translator>();
	private readonly trainings = new Map<number, TrainingTask>();

	constructor(private readonly post: Post) {}

	/** Answers one request; resolves when its last answer is given. */
	async handle(request: WithId<Request>): Promise<void> {
		const { id } = request;
		const answer = (message: Answer, transfer?: ArrayBuffer[]) => this.post({ ...message, id }, transfer);
		try {
			switch (request.kind) {
				case "load":
					return answer(await this.load(request));
				case "translate":
					return answer(this.translate(request));
				case "force":
					return answer(this.force(request));
				case "train":
					return await this.train(new TrainingTask(request, answer), id);
				case "pause":
				case "resume":
				case "abort":
					this.control(request);
					return answer({ kind: "done" });
				default:
					throw new RangeError(`model worker: unknown request ${JSON.stringify(request satisfies never)}`);
			}
		} catch (error) {
			const { name, message } = error instanceof Error ? error : new Error(String(error));
			answer({ kind: "error", name, message });
		}
	}

	/** Frees every model. */
	dispose(): void {
		for (const translator of this.translators.values()) translator.dispose();
		this.translators.clear();
	}

	private async load({ model, from }: LoadRequest): Promise<Answer> {
		const translator =
			"url" in from ? await loadTranslator(from.url) : await decodeTranslator(from.bytes, from.name);
		this.translators.get(model)?.dispose();
		this.translators.set(model, translator);
		const { model: network, sourceVocabulary, info } = translator;
		return {
			kind: "loaded",
			attention: network.config.attention,
			parameterCount: network.parameterCount,
			// The first four are special tokens.
			words: sourceVocabulary.tokens.slice(4).sort((one, other) => one.localeCompare(other, "en")),
			info,
		};
	}

	private translate({ model, sentence, beamSize }: TranslateRequest): Answer {
		const translator = this.translatorNamed(model);
		const start = performance.now();
		const strategy =
			beamSize === 1
				? ({ kind: "greedy" } as const)
				: ({ kind: "beam", beamSize, numHypotheses: beamSize } as const);
		const [hypotheses] = translator.translateAll([sentence], { strategy });
		return {
			kind: "translated",
			hypotheses: hypotheses!.map(withoutMethods),
			milliseconds: performance.now() - start,
		};
	}

	private force({ model, sentence, translation }: ForceRequest): Answer {
		const { model: network, sourceVocabulary, targetVocabulary } = this.translatorNamed(model);
		const [sourceTokens, tokens] = [tokenize(sentence), tokenize(translation)];
		if (sourceTokens.length === 0)
			throw new RangeError("model worker: expected a sentence with words, got none");
		const [forced] = forceDecode(
			network,
			[sourceVocabulary.encode(sourceTokens)],
			[targetVocabulary.encode(tokens)],
		);
		const { weights, logProb } = forced!;
		return { kind: "forced", sourceTokens, tokens, weights, logProb };
	}

	private async train(task: TrainingTask, id: number): Promise<void> {
		this.trainings.set(id, task);
		try {
			await task.run();
		} finally {
			this.trainings.delete(id);
		}
	}

	private control({ kind, of }: ControlRequest): void {
		// A training that has ended hears nothing; that is no error.
		this.trainings.get(of)?.[kind]();
	}

	private translatorNamed(name: string): Translator {
		const translator = this.translators.get(name);
		if (translator) return translator;
		throw new RangeError(`model worker: no model is loaded as ${JSON.stringify(name)}`);
	}
}

function withoutMethods({ finished, ...translation }: Translation) {
	const { text, tokens, sourceTokens, unknownWords, weights, logProb, score } = translation;
	return { text, tokens, sourceTokens, unknownWords, weights, logProb, score, isFinished: finished };
}
