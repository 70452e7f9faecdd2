// A safetensors file that vouches for itself: its metadata hold the SHA-256 of the whole file, taken while
// the 64 digits themselves are zeros.
import { encodeSafetensors, type SafetensorsContent, type SafetensorsOptions } from "@mirada/attention";

/** SHA-256 of the pieces, one after the other, in hexadecimal. */
export type Sha256 = (pieces: readonly Uint8Array[]) => string | Promise<string>;

const ZEROS = "0".repeat(64);
const SEAL = /"sha256":"([0-9a-f]{64})"/;

/** As `encodeSafetensors`, with `metadata.sha256` filled in. */
export async function sealSafetensors(
	content: SafetensorsContent,
	sha256: Sha256,
	options?: SafetensorsOptions,
): Promise<Uint8Array[]> {
	// First, so that the search finds it at once.
	const metadata = { sha256: ZEROS, ...content.metadata };
	const [header, ...rest] = encodeSafetensors({ ...content, metadata }, options);
	writeSeal(header!, await sha256([header!, ...rest]));
	return [header!, ...rest];
}

/** Whether the file is to the bit what `sealSafetensors` wrote. */
export async function isSealIntact(bytes: Uint8Array, sha256: Sha256): Promise<boolean> {
	const headerLength = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
	const header = bytes.slice(0, headerLength);
	const seal = SEAL.exec(new TextDecoder("latin1").decode(header))?.[1];
	if (seal === undefined) return false;
	writeSeal(header, ZEROS);
	return (await sha256([header, bytes.subarray(headerLength)])) === seal;
}

/** SHA-256 by the Web Crypto API, which Node and every secure page have. */
export async function webSha256(pieces: readonly Uint8Array[]): Promise<string> {
	const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let offset = 0;
	for (const piece of pieces) {
		whole.set(piece, offset);
		offset += piece.length;
	}
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function writeSeal(header: Uint8Array, digits: string): void {
	// One byte per character, so that places in the text are places in the header.
	const place = SEAL.exec(new TextDecoder("latin1").decode(header))!;
	header.set(new TextEncoder().encode(digits), place.index + '"sha256":"'.length);
}
