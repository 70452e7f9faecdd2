// The page's side of a model Worker: requests as promises.

import type {
	Answer,
	ForcedAnswer,
	LoadedAnswer,
	ModelSource,
	Request,
	SnapshotAnswer,
	StartMessage,
	TrainingAnswer,
	TrainRequest,
	TranslatedAnswer,
	WithId,
} from "./protocol.js";

/** What a client needs of a Worker. */
export interface Port {
	postMessage(message: unknown, transfer: Transferable[]): void;
	onmessage: ((event: { data: WithId<Answer> }) => void) | null;
	onerror: ((event: { message?: string }) => void) | null;
	terminate(): void;
}

export interface TrainingListener {
	onStart(training: TrainingAnswer): void;
	onSnapshot(answer: SnapshotAnswer): void;
}

/** A training under way. */
export interface Training {
	pause(): void;
	resume(): void;
	/** Ends it; `ended` then resolves to `aborted`. */
	stop(): void;
	ended: Promise<"finished" | "aborted">;
}

interface Waiting {
	take(answer: Answer): void;
	fail(error: Error): void;
}

export class ModelClient {
	private nextId = 1;
	private readonly waiting = new Map<number, Waiting>();
	private readonly started: Promise<unknown>;

	constructor(
		private readonly port: Port,
		core: { url: string; memoryMegabytes?: number },
	) {
		port.onmessage = ({ data }) => this.waiting.get(data.id)?.take(data);
		port.onerror = ({ message = "the worker could not be loaded" }) => this.failAll(new Error(message));
		const { url, memoryMegabytes = 128 } = core;
		this.started = this.ask<Answer>({ kind: "start", core: url, memoryMegabytes });
		// Whoever asks something hears of it.
		this.started.catch(() => {});
	}

	load(model: string, from: ModelSource): Promise<LoadedAnswer> {
		return this.request({ kind: "load", model, from });
	}

	translate(model: string, sentence: string, beamSize: number): Promise<TranslatedAnswer> {
		return this.request({ kind: "translate", model, sentence, beamSize });
	}

	force(model: string, sentence: string, translation: string): Promise<ForcedAnswer> {
		return this.request({ kind: "force", model, sentence, translation });
	}

	train(request: Omit<TrainRequest, "kind">, listener: TrainingListener): Training {
		const id = this.nextId++;
		const ended = this.started.then(
			() =>
				new Promise<"finished" | "aborted">((resolve, reject) => {
					const end = () => this.waiting.delete(id);
					this.waiting.set(id, {
						take: (answer) => {
							if (answer.kind === "training") listener.onStart(answer);
							else if (answer.kind === "snapshot") listener.onSnapshot(answer);
							else if (answer.kind === "end" && end()) resolve(answer.status);
							else if (answer.kind === "error" && end()) reject(errorOf(answer));
						},
						fail: reject,
					});
					this.post({ kind: "train", ...request, id });
				}),
		);
		const control = (kind: "pause" | "resume" | "abort") => () => {
			// Its answer says only that it was heard.
			this.request({ kind, of: id }).catch(() => {});
		};
		return { pause: control("pause"), resume: control("resume"), stop: control("abort"), ended };
	}

	/** Ends the Worker at once, whatever it is doing. */
	terminate(): void {
		this.port.terminate();
		this.failAll(new Error("the worker was ended"));
	}

	private async request<Expected extends Answer>(request: Request): Promise<Expected> {
		await this.started;
		return this.ask<Expected>(request);
	}

	private ask<Expected extends Answer>(message: Request | StartMessage): Promise<Expected> {
		const id = this.nextId++;
		return new Promise((resolve, reject) => {
			this.waiting.set(id, {
				take: (answer) => {
					this.waiting.delete(id);
					if (answer.kind === "error") reject(errorOf(answer));
					else resolve(answer as Expected);
				},
				fail: reject,
			});
			this.post({ ...message, id });
		});
	}

	private post(message: WithId<Request | StartMessage>): void {
		const isFile = message.kind === "load" && "bytes" in message.from;
		this.port.postMessage(
			message,
			isFile ? [(message.from as { bytes: Uint8Array }).bytes.buffer as ArrayBuffer] : [],
		);
	}

	private failAll(error: Error): void {
		for (const { fail } of this.waiting.values()) fail(error);
		this.waiting.clear();
	}
}

function errorOf({ name, message }: { name: string; message: string }): Error {
	return Object.assign(new Error(message), { name });
}
