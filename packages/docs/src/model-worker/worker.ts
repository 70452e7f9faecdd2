// The module Worker: one service on the core in WebAssembly.

import { registerWasmBackend } from "@mirada/core-native/wasm";
import * as tf from "@tensorflow/tfjs";
import { ModelService } from "./model-service.js";
import type { Request, StartMessage, WithId } from "./protocol.js";

const scope = self as unknown as {
	onmessage: ((event: MessageEvent<WithId<StartMessage | Request>>) => void) | null;
	postMessage(message: unknown, transfer?: Transferable[]): void;
};

const service = new ModelService((answer, transfer) => scope.postMessage(answer, transfer ?? []));
let ready: Promise<void> | undefined;

scope.onmessage = ({ data }) => {
	if (data.kind === "start") {
		ready = start(data);
		ready.then(
			() => scope.postMessage({ kind: "done", id: data.id }),
			({ name, message }: Error) => scope.postMessage({ kind: "error", name, message, id: data.id }),
		);
		return;
	}
	const request = data;
	void ready?.then(
		() => service.handle(request),
		// The page has heard why.
		() => {},
	);
};

async function start({ core, memoryMegabytes }: StartMessage): Promise<void> {
	await registerWasmBackend({ url: core, memoryMegabytes });
	await tf.setBackend("mirada-wasm");
}
