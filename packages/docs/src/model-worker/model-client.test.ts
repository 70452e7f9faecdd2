import { describe, expect, test } from "vitest";
import { ModelClient, type Port, type TrainingListener } from "./model-client.js";
import type { Answer, LoadedAnswer, Request, StartMessage, WithId } from "./protocol.js";

/** A Worker that is only its mailbox. */
class Mailbox implements Port {
	readonly got: WithId<Request | StartMessage>[] = [];
	readonly transferred: Transferable[][] = [];
	isTerminated = false;
	onmessage: Port["onmessage"] = null;
	onerror: Port["onerror"] = null;

	postMessage(message: unknown, transfer: Transferable[]): void {
		this.got.push(message as WithId<Request>);
		this.transferred.push(transfer);
	}

	terminate(): void {
		this.isTerminated = true;
	}

	answer(answer: Answer, of = this.got.at(-1)!.id): void {
		this.onmessage!({ data: { ...answer, id: of } });
	}
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

async function started(): Promise<{ port: Mailbox; client: ModelClient }> {
	const port = new Mailbox();
	const client = new ModelClient(port, { url: "core.wasm" });
	expect(port.got[0]).toEqual({ kind: "start", core: "core.wasm", memoryMegabytes: 128, id: 1 });
	port.answer({ kind: "done" });
	await soon();
	return { port, client };
}

describe("the client of a model Worker", () => {
	test("asks nothing before the core is there, and hands each answer to whoever asked", async () => {
		const port = new Mailbox();
		const client = new ModelClient(port, { url: "core.wasm" });
		const first = client.translate("m", "a", 1);
		const second = client.translate("m", "b", 1);
		await soon();
		expect(port.got).toHaveLength(1);
		port.answer({ kind: "done" });
		await soon();
		const [, a, b] = port.got;
		port.answer({ kind: "translated", hypotheses: [], milliseconds: 2 }, b!.id);
		port.answer({ kind: "translated", hypotheses: [], milliseconds: 1 }, a!.id);
		expect((await first).milliseconds).toBe(1);
		expect((await second).milliseconds).toBe(2);
	});

	test("rejects with the Worker's error, by name and message", async () => {
		const { port, client } = await started();
		const asked = client.translate("m", "a", 1);
		await soon();
		port.answer({ kind: "error", name: "RangeError", message: "no model" });
		await expect(asked).rejects.toMatchObject({ name: "RangeError", message: "no model" });
	});

	test("rejects everything where the core cannot be had or the Worker dies", async () => {
		const port = new Mailbox();
		const client = new ModelClient(port, { url: "core.wasm" });
		port.answer({ kind: "error", name: "Error", message: "no WebAssembly" });
		await expect(client.translate("m", "a", 1)).rejects.toThrow("no WebAssembly");

		const other = await started();
		const asked = other.client.translate("m", "a", 1);
		await soon();
		other.port.onerror!({ message: "out of memory" });
		await expect(asked).rejects.toThrow("out of memory");
		other.client.terminate();
		expect(other.port.isTerminated).toBe(true);
	});

	test("hands a dropped file over without a copy", async () => {
		const { port, client } = await started();
		const bytes = new Uint8Array(8);
		const asked = client.load("own", { bytes, name: "model.safetensors" });
		await soon();
		expect(port.transferred.at(-1)).toEqual([bytes.buffer]);
		const loaded: LoadedAnswer = {
			kind: "loaded",
			attention: "none",
			parameterCount: 1,
			words: [],
			info: {},
		};
		port.answer(loaded);
		expect(await asked).toMatchObject(loaded);
	});

	test("tells a training's listener what comes, and asks to pause, resume and stop it", async () => {
		const { port, client } = await started();
		const heard: string[] = [];
		const listener: TrainingListener = {
			onStart: ({ steps }) => heard.push(`start ${steps}`),
			onSnapshot: ({ snapshot }) => heard.push(`step ${snapshot.step}`),
		};
		const corpus = { train: [], heldOut: [], shown: 0 };
		const training = client.train({ corpus, attention: "none", seed: 1, isShuffled: false }, listener);
		await soon();
		const { id } = port.got.at(-1)!;
		const nulls = { uniform: 0, diagonal: 0 };
		port.answer({ kind: "training", parameterCount: 1, nulls, shown: [], steps: 600 }, id);
		const snapshot = { step: 10, loss: 1, bleu: 0, match: null, maps: null, translations: [] };
		port.answer({ kind: "snapshot", snapshot, stepsPerSecond: 1 }, id);
		training.pause();
		training.resume();
		training.stop();
		await soon();
		expect(port.got.slice(-3)).toMatchObject([
			{ kind: "pause", of: id },
			{ kind: "resume", of: id },
			{ kind: "abort", of: id },
		]);
		port.answer({ kind: "end", status: "aborted" }, id);
		expect(await training.ended).toBe("aborted");
		expect(heard).toEqual(["start 600", "step 10"]);
	});
});
