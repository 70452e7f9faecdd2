// How a check says that it does not hold.

import type { HintId } from "./hints.js";

/** What was found in place of what should be, and the mistake that this looks like. */
export class Failure extends Error {
	override readonly name = "Failure";

	constructor(
		readonly detail: string,
		readonly hint?: HintId,
		/** Nothing else gives this result: the hint holds beside any other mistake. */
		readonly isCertain = false,
	) {
		super(detail);
	}
}
