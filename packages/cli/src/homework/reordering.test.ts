import { expect, it } from "vitest";
import { crossedShare } from "./reordering.js";

it.each([
	[
		"monotone words",
		[
			[1, 0, 0],
			[0, 1, 0],
			[0, 0, 1],
		],
		0,
	],
	[
		"an adjective behind its noun",
		[
			[1, 0, 0],
			[0, 0, 1],
			[0, 1, 0],
		],
		1 / 3,
	],
	[
		"a sentence backwards",
		[
			[0, 0, 1],
			[0, 1, 0],
			[1, 0, 0],
		],
		1,
	],
	["a single word", [[1]], 0],
])("measures %s", (_, weights, share) => {
	expect(crossedShare(weights)).toBeCloseTo(share, 12);
});
