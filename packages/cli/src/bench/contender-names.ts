// The backends that `mirada bench` compares, ours first. Apart from what starts them: --help should not wait for
// TensorFlow.js to load.

export const contenderNames = ["native", "mirada-wasm", "tfjs-wasm", "cpu", "tensorflow"] as const;
export type ContenderName = (typeof contenderNames)[number];

/** Those that the native core is compared with. */
export const peerNames = [
	"mirada-wasm",
	"tfjs-wasm",
	"cpu",
	"tensorflow",
] as const satisfies readonly ContenderName[];
export type PeerName = (typeof peerNames)[number];

/** As the bars name them. */
export const contenderTitles: Readonly<Record<ContenderName, string>> = {
	native: "Mirada",
	"mirada-wasm": "Mirada, WebAssembly",
	"tfjs-wasm": "tfjs-wasm",
	cpu: "tfjs-cpu",
	tensorflow: "tfjs-node",
};
