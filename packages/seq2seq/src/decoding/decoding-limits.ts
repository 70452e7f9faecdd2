// Which tokens a search may not write. `pad` and `bos` are no words, so they are always forbidden.
import {
	describeValue,
	isIdList,
	type OptionNames,
	requireList,
	requireMethods,
} from "@mirada/core-native/contract";
import type { DecodingLimits, DecodingModel } from "./decoding-model.js";

/** The options that every search has. */
export const LIMIT_NAMES: OptionNames<DecodingLimits> = {
	maxOutputLength: true,
	minOutputLength: true,
	bannedIds: true,
};

/** 1 for every token id that the search may never write, 0 for the others; V entries. */
export function bannedTokens(
	where: string,
	model: DecodingModel<unknown>,
	limits: DecodingLimits,
): Uint8Array {
	const banned = new Uint8Array(model.vocabularySize);
	requireList(where, "bannedIds", limits.bannedIds ?? [], "token ids", (id) => typeof id === "number");
	for (const id of [model.padId, model.bosId, ...(limits.bannedIds ?? [])]) {
		if (!Number.isInteger(id) || id < 0 || id >= model.vocabularySize) {
			throw new RangeError(`${where}: expected bannedIds from 0 to ${model.vocabularySize - 1}, got ${id}`);
		}
		if (id === model.eosId) {
			throw new RangeError(
				`${where}: expected bannedIds other than eosId (${id}), or no translation could end`,
			);
		}
		banned[id] = 1;
	}
	return banned;
}

/** The limits with their defaults, checked once at the edge. */
export function readLimits(
	where: string,
	limits: DecodingLimits,
): { maxOutputLength: number; minOutputLength: number } {
	const { maxOutputLength = 40, minOutputLength = 0 } = limits;
	if (!Number.isInteger(maxOutputLength) || maxOutputLength < 1) {
		throw new RangeError(
			`${where}: expected maxOutputLength to be an integer of at least 1, got ${describeValue(maxOutputLength)}`,
		);
	}
	if (!Number.isInteger(minOutputLength) || minOutputLength < 0 || minOutputLength >= maxOutputLength) {
		throw new RangeError(
			`${where}: expected minOutputLength to be an integer from 0 to maxOutputLength - 1 (${maxOutputLength - 1}), got ${describeValue(minOutputLength)}`,
		);
	}
	return { maxOutputLength, minOutputLength };
}

/** @throws TypeError unless `model` can be decoded with. */
export function requireModel(where: string, model: unknown): void {
	requireMethods(where, "model", model, "a DecodingModel", ["start", "step", "select", "dispose"]);
}

/** An encoder has to read something. */
export function requireSources(where: string, sources: readonly (readonly number[])[]): void {
	requireList(where, "sources", sources, "id arrays", isIdList);
	const empty = sources.findIndex((source) => source.length === 0);
	if (empty !== -1) {
		throw new RangeError(
			`${where}: expected at least one token per source, got none at ${empty}; give [unkId] for an empty sentence`,
		);
	}
}

/** Thrown where no token has a probability: NaN from a diverged model, or everything banned. */
export function noPossibleToken(where: string): RangeError {
	return new RangeError(
		`${where}: expected at least one allowed token with a finite log probability, got none; the model gives NaN or bannedIds leaves nothing`,
	);
}
