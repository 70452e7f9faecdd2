/**
 * Text in one form, so that a sentence that is written in two ways is one sentence: decomposed accents, soft
 * hyphens, zero-width characters and HTML entities are writing, not words.
 */

/**
 * What nobody sees: control characters that are no space (C0, DEL, C1), soft hyphen, zero-width space, word joiner,
 * byte order mark, variation selectors of text, and the marks, embeddings and isolates of bidirectional text.
 */
const INVISIBLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
	/[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\ufe0e/gu;

/** Thai, Lao, Khmer and Burmese text may part its words with zero-width spaces: there they are spaces. */
const ZERO_WIDTH_BREAK =
	/(?<=[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])\u200b+(?=[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])/gu;

/** A joiner or non-joiner means something between letters and between emoji; anywhere else it is left over. */
const STRAY_JOINER =
	/[\u200c\u200d]+(?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]+/gu;

const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi;

/** The entities that stand in exported flash cards and copied pages; others stay as they are written. */
const ENTITIES: Readonly<Record<string, string>> = {
	amp: "&",
	apos: "'",
	gt: ">",
	hellip: "…",
	laquo: "«",
	ldquo: "“",
	lsquo: "‘",
	lt: "<",
	mdash: "—",
	nbsp: " ",
	ndash: "–",
	quot: '"',
	raquo: "»",
	rdquo: "”",
	rsquo: "’",
	shy: "",
	zwj: "\u200d",
	zwnj: "\u200c",
};

/** Entities decoded, what is invisible taken out, and composed (NFC): ordinary text comes out as it went in. */
export function normalizeText(text: string): string {
	return decodeEntities(text)
		.replace(ZERO_WIDTH_BREAK, " ")
		.replace(INVISIBLE, "")
		.replace(STRAY_JOINER, "")
		.normalize("NFC");
}

function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
		if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole;
		const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
		const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
		return isCharacter ? String.fromCodePoint(code) : whole;
	});
}
