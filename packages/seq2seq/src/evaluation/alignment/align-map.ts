// An attention map as links, by a named method.
import { describeValue, type OptionNames, requireOptions } from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { hardAlignment } from "./alignment-metrics.js";
import type { AttentionMap } from "./attention-map.js";
import { SINKHORN_NAMES, type SinkhornOptions, sinkhornAlignment } from "./sinkhorn.js";

/** Default `{ method: "sinkhorn" }`. */
export type AlignMapOptions = ({ method?: "sinkhorn" } & SinkhornOptions) | { method: "row-maximum" };

export type MapAlignmentMethod = NonNullable<AlignMapOptions["method"]>;

interface MethodEntry {
	/** Names of its options beside `method`. */
	names: Readonly<Record<string, true>>;
	align(map: AttentionMap, options: SinkhornOptions): AlignmentLink[];
}

const METHODS = {
	"row-maximum": { names: {}, align: hardAlignment },
	sinkhorn: { names: SINKHORN_NAMES, align: sinkhornAlignment },
} satisfies Record<MapAlignmentMethod, MethodEntry>;

/** Links of a map by `method`: `sinkhornAlignment` or `hardAlignment`, one at most per target word. */
export function alignMap(map: AttentionMap, options: AlignMapOptions = {}): AlignmentLink[] {
	const { entry, rest } = readMethod("alignMap", options);
	return entry.align(map, rest);
}

/** @throws TypeError for an option that the method does not have, RangeError for a method that does not exist. */
export function readMethod(
	where: string,
	options: AlignMapOptions,
): { entry: MethodEntry; rest: SinkhornOptions } {
	const { method = "sinkhorn" } = (options ?? {}) as { method?: unknown };
	if (typeof method !== "string" || !Object.hasOwn(METHODS, method)) {
		throw new RangeError(
			`${where}: expected method ${Object.keys(METHODS).join(" or ")}, got ${describeValue(method)}`,
		);
	}
	const entry: MethodEntry = METHODS[method as MapAlignmentMethod];
	const names: OptionNames<AlignMapOptions> = { method: true, ...entry.names };
	requireOptions(where, options, names);
	const { method: _, ...rest } = options;
	return { entry, rest };
}
