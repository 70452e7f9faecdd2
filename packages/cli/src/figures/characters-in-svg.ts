// The characters that a figure shows.

/** Those of its text elements, each once, without spaces and what has no picture by itself. */
export function charactersInSvg(svg: string): Set<string> {
	const texts = Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = ""]) =>
		text
			.replaceAll("&lt;", "<")
			.replaceAll("&gt;", ">")
			.replaceAll("&quot;", '"')
			.replaceAll("&#39;", "'")
			.replaceAll("&amp;", "&"),
	);
	return new Set(
		Array.from(texts.join("")).filter((character) => !/[\s\p{Cf}\p{Variation_Selector}]/u.test(character)),
	);
}
