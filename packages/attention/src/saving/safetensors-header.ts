// The header of a safetensors file, read by the format's rules. The format is also a defence: whoever reads a
// file by these rules never looks outside of it, and two readers never see two different files.
//
// The rules (https://github.com/huggingface/safetensors, "Format"): a header of at most 100 MB, which begins with
// "{", may end in spaces, and has no key twice; arrays that cover the rest of the file without hole or overlap.

/** Types that this package reads and writes, and the arrays that hold their bits. */
export const arrayTypes = { F32: Float32Array, F16: Uint16Array, I32: Int32Array } as const;

/** One array as the header describes it, checked. */
export interface TensorEntry {
	name: string;
	dtype: keyof typeof arrayTypes;
	shape: number[];
	/** Elements: the product of the shape. */
	size: number;
	/** First byte, counted from the end of the header. */
	from: number;
	/** One after the last byte. */
	to: number;
}

export interface SafetensorsHeader {
	/** In the order of the header. */
	entries: TensorEntry[];
	metadata: Record<string, string>;
	/** Where the header ends and the arrays begin. */
	dataStart: number;
	/** Bytes of the whole file. */
	fileLength: number;
}

export const LENGTH_BYTES = 8;
const LONGEST_HEADER = 100_000_000;
const OPENING_BRACE = 0x7b;

/**
 * The header at the beginning of `bytes`, or null where `bytes` end before it does.
 * @throws RangeError where it breaks a rule of the format
 */
export function readHeader(bytes: Uint8Array): SafetensorsHeader | null {
	if (bytes.length < LENGTH_BYTES) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const length = view.getBigUint64(0, true);
	if (length > BigInt(LONGEST_HEADER)) {
		fail(`a header of at most ${LONGEST_HEADER} bytes`, `${length}`);
	}
	const dataStart = LENGTH_BYTES + Number(length);
	if (bytes.length > LENGTH_BYTES && length > 0n && bytes[LENGTH_BYTES] !== OPENING_BRACE) {
		fail('a header that begins with "{"', `byte ${bytes[LENGTH_BYTES]}`);
	}
	if (bytes.length < dataStart) return null;
	const text = headerText(bytes.subarray(LENGTH_BYTES, dataStart));
	const { __metadata__: metadata, ...entries } = headerObject(text);
	const tensors = Object.entries(entries).map(([name, entry]) => tensorEntry(name, entry));
	return {
		entries: tensors,
		metadata: checkedMetadata(metadata),
		dataStart,
		fileLength: dataStart + checkedLength(tensors),
	};
}

function headerText(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return fail("a header in UTF-8", "other bytes");
	}
}

function headerObject(text: string): Record<string, unknown> {
	let header: unknown;
	try {
		header = JSON.parse(text);
	} catch {
		fail("a JSON header", JSON.stringify(text.slice(0, 40)));
	}
	if (!isObject(header)) fail("a JSON object as header", JSON.stringify(text.slice(0, 40)));
	const repeated = repeatedKey(text);
	if (repeated !== undefined) fail("every key of the header once", `${JSON.stringify(repeated)} twice`);
	return header;
}

/** The first key that an object of the JSON text has twice: `JSON.parse` keeps the last one and says nothing. */
function repeatedKey(json: string): string | undefined {
	const open: Set<string>[] = [];
	let text: string | undefined;
	for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}:,[\]]/g)) {
		if (token === "{") open.push(new Set());
		else if (token === "}") open.pop();
		else if (token === ":") {
			const key = JSON.parse(text!) as string;
			if (open.at(-1)!.has(key)) return key;
			open.at(-1)!.add(key);
		}
		text = token;
	}
	return undefined;
}

function tensorEntry(name: string, entry: unknown): TensorEntry {
	const what = JSON.stringify(name);
	if (!isObject(entry)) fail(`an object that describes ${what}`, JSON.stringify(entry));
	const { dtype, shape, data_offsets: offsets } = entry;
	if (typeof dtype !== "string" || !Object.hasOwn(arrayTypes, dtype)) {
		fail(`${what} of type ${Object.keys(arrayTypes).join(", ")}`, describe(dtype));
	}
	if (!Array.isArray(shape) || !shape.every(isCount)) {
		fail(`a shape of whole numbers from 0 for ${what}`, describe(shape));
	}
	const [from, to] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
	if (!isCount(from) || !isCount(to) || to < from) {
		fail(`two rising byte offsets from 0 for ${what}`, describe(offsets));
	}
	const type = dtype as keyof typeof arrayTypes;
	const size = (shape as number[]).reduce((product, axis) => product * axis, 1);
	const needed = size * arrayTypes[type].BYTES_PER_ELEMENT;
	if (to - from !== needed) {
		fail(`${needed} bytes of ${what} for its shape [${shape.join(", ")}]`, `${to - from}`);
	}
	return { name, dtype: type, shape, size, from, to };
}

function checkedMetadata(metadata: unknown): Record<string, string> {
	if (metadata === undefined) return {};
	if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === "string")) {
		fail("__metadata__ that maps texts to texts", describe(metadata));
	}
	return metadata as Record<string, string>;
}

/** Bytes of all arrays, which have to follow each other without hole or overlap. */
function checkedLength(entries: readonly TensorEntry[]): number {
	const inOrder = [...entries].sort((one, other) => one.from - other.from || one.to - other.to);
	let end = 0;
	for (const { name, from, to } of inOrder) {
		if (from !== end) {
			const fault = from < end ? "an overlap" : "a hole";
			fail(
				`${JSON.stringify(name)} at byte ${end}, where the array before it ends`,
				`byte ${from}: ${fault}`,
			);
		}
		end = to;
	}
	return end;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function describe(value: unknown): string {
	return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

function fail(expected: string, got: string): never {
	throw new RangeError(`safetensors: expected ${expected}, got ${got}`);
}
