// The functions of decoding with each of their axes empty, for empty-axes.ts, and what such a case is.
export type Axes = Record<string, number>;
type Typed = Float32Array | Int32Array | Uint8Array;

export interface Op {
	/** The lengths of the axes where they are short. */
	axes: Axes;
	/** Inputs by name: their axes. What they hold is `fill`, or what a function makes of their length. */
	inputs: Record<string, (axes: Axes) => number[]>;
	contents?: Record<string, (length: number, axes: Axes) => Typed>;
	/** Outputs by name: their axes, and the value of every element; null where it is any number. */
	outputs: Record<string, [shape: (axes: Axes) => number[], value: number | null]>;
	/** Further arguments. */
	options?: (axes: Axes) => Record<string, unknown>;
	/** Which axis must not be empty where another is not: that is a RangeError, and no case. */
	excluded?: (axes: Axes) => boolean;
	/** What the function returns; undefined where anything. */
	returns?: number;
}

/** Elements that an array of a case may have. */
export const MOST_ELEMENTS = 2 ** 16;

const decoderInputs: Op["inputs"] = {
	embedding: ({ W, E }) => [W!, E!],
	kernel: ({ E, U }) => [E!, 4, U!],
	recurrentKernel: ({ U }) => [U!, 4, U!],
	bias: ({ U }) => [4, U!],
	hiddenKernel: ({ U }) => [U!, U!],
	outputKernel: ({ U, V }) => [U!, V!],
	outputBias: ({ V }) => [V!],
	banned: ({ V }) => [V!],
	memoryRows: ({ R }) => [R!],
	key: ({ M, S, U }) => [M!, S!, U!],
	value: ({ M, S, U }) => [M!, S!, U!],
	lengths: ({ M }) => [M!],
	contextKernel: ({ U }) => [U!, U!],
};
const decoderContents: Op["contents"] = {
	memoryRows: (length) => new Int32Array(length),
	lengths: (length) => new Int32Array(length).fill(1),
	banned: (length) => new Uint8Array(length),
};
const decoderOptions = ({ R, E, U, V, W, M, S }: Axes) => ({
	rows: R,
	embeddingSize: E,
	units: U,
	words: V,
	readWords: W,
	sources: M,
	sourceLength: S,
	scale: 1,
});
const searchInputs: Op["inputs"] = {
	...decoderInputs,
	h: ({ R, U }) => [R!, U!],
	c: ({ R, U }) => [R!, U!],
};
const searchOptions = (axes: Axes) => ({
	...decoderOptions(axes),
	steps: axes.T,
	firstWord: 0,
	lastWord: 0,
	leastWords: 0,
});
const zeros = (length: number) => new Int32Array(length);

/** By name. */
export const DECODING_OPS: Record<string, Op> = {
	decoderStep: {
		axes: { R: 2, E: 3, U: 4, V: 5, W: 2, P: 2, M: 2, S: 3 },
		inputs: {
			...decoderInputs,
			tokens: ({ R }) => [R!],
			parents: ({ R }) => [R!],
			h: ({ P, U }) => [P!, U!],
			c: ({ P, U }) => [P!, U!],
		},
		contents: { ...decoderContents, tokens: zeros, parents: zeros },
		outputs: {
			weights: [({ R, S }) => [R!, S!], null],
			nextH: [({ R, U }) => [R!, U!], null],
			nextC: [({ R, U }) => [R!, U!], null],
			logProbs: [({ R }) => [R!, 2], null],
		},
		options: (axes) => ({
			...decoderOptions(axes),
			previousRows: axes.P,
			count: 2,
			likeliest: new Int32Array(axes.R! * 2),
		}),
		excluded: ({ R, W, P, M, S }) => (R! > 0 && W! * P! * M! === 0) || (M! > 0 && S === 0),
	},
	greedySearch: {
		axes: { R: 2, T: 2, E: 3, U: 4, V: 5, W: 6, M: 2, S: 3 },
		inputs: searchInputs,
		contents: decoderContents,
		outputs: {
			logProbs: [({ R, T }) => [R!, T!], null],
			weights: [({ R, T, S }) => [R!, T!, S!], null],
		},
		options: (axes) => ({
			...searchOptions(axes),
			chosen: new Int32Array(axes.R! * axes.T!),
			chosenLengths: new Int32Array(axes.R!),
		}),
		excluded: ({ R, V, W, M, S }) => V === 0 || W! < V! || (R! > 0 && M === 0) || (M! > 0 && S === 0),
	},
	beamSearch: {
		axes: { R: 2, T: 2, K: 2, E: 3, U: 4, V: 5, W: 6, M: 2, S: 3 },
		inputs: searchInputs,
		contents: decoderContents,
		outputs: {
			logProbs: [({ R, T, K }) => [R!, T!, K!], null],
			weights: [({ R, T, K, S }) => [R!, T!, K!, S!], null],
		},
		options: (axes) => ({
			...searchOptions(axes),
			beamSize: axes.K,
			wanted: 1,
			divisors: new Float64Array(axes.T! + 1).fill(1),
			coveragePenalty: 0,
			chosen: new Int32Array(axes.R! * axes.T! * axes.K!),
			chosenParents: new Int32Array(axes.R! * axes.T! * axes.K!),
			chosenLengths: new Int32Array(axes.R!),
		}),
		// The divisors, of T + 1 numbers, are not among the shapes.
		excluded: ({ R, T, K, V, W, M, S }) =>
			T! > MOST_ELEMENTS ||
			K === 0 ||
			K! > 1 << 20 ||
			V === 0 ||
			W! < V! ||
			(R! > 0 && M === 0) ||
			(M! > 0 && S === 0),
	},
};
