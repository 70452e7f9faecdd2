import { describe, expect, it } from "vitest";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { messagesIn } from "../messages/index.js";
import { requireMemory } from "./limits.js";

/** No machine has memory for this model. */
const sizes = {
	sourceVocabulary: 1e9,
	targetVocabulary: 1e9,
	embeddingSize: 4096,
	units: 4096,
	batch: 1,
};

describe("a model that does not fit in memory", () => {
	it.each([
		["en", /\d\.\d GiB/],
		["es", /\d,\d GiB/],
	] as const)("is refused with both amounts in the number style of %s", (language, amount) => {
		const context = { messages: messagesIn(language) } as CommandContext;
		const refuse = () => requireMemory(sizes, context);
		expect(refuse).toThrow(CliError);
		expect(refuse).toThrow(new RegExp(`${amount.source}.*${amount.source}`));
	});
});
