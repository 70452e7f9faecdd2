// One moment of a training: what the page shows of it, small enough to keep hundreds.

export interface Snapshot {
	/** Training steps taken. */
	step: number;
	/** Mean loss per target word since the moment before; at step 0 that of the untrained model on held-out pairs. */
	loss: number;
	/** BLEU on the held-out pairs, greedy decoding, as last measured. */
	bleu: number;
	/** Share of held-out target words whose heaviest source word is a gold link; null without attention. */
	match: number | null;
	/** The weights of each shown sentence, T x S row by row, 255 for 1; null without attention. */
	maps: readonly Uint8Array[] | null;
	/** What the model writes for each shown sentence. */
	translations: readonly string[];
}

/** A recorded training as JSON: bytes are in base64. */
export type StoredSnapshot = Omit<Snapshot, "maps"> & { maps: readonly string[] | null };

export function storeSnapshot(snapshot: Snapshot): StoredSnapshot {
	return { ...snapshot, maps: snapshot.maps?.map((map) => btoa(String.fromCharCode(...map))) ?? null };
}

export function restoreSnapshot(stored: StoredSnapshot): Snapshot {
	const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	return { ...stored, maps: stored.maps?.map(bytes) ?? null };
}

export function toBytes(weights: readonly (readonly number[])[]): Uint8Array {
	return Uint8Array.from(weights.flat(), (weight) => Math.round(weight * 255));
}

/** The rows of a map of `columns` source words. */
export function rowsOf(map: Uint8Array, columns: number): number[][] {
	return Array.from({ length: map.length / columns }, (_, t) =>
		Array.from(map.subarray(t * columns, (t + 1) * columns), (byte) => byte / 255),
	);
}
