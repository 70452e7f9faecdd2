// SVG to PNG with a font that comes along: without one of its own, text vanishes where no fonts are installed. For
// letters that it lacks, a font that has them is looked for on the machine.

import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import type { CommandContext } from "../command-context.js";
import { charactersInSvg } from "./characters-in-svg.js";
import { fontPackageFor } from "./font-packages.js";
import { fontsFor } from "./font-search.js";

/** DejaVu Sans: free to use and pass on, and it has the letters of every European language, Arabic and Hebrew. */
const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"];

/** Pictures that are larger than this on a side are drawn with less zoom. */
const mostPixels = 4000;

export interface DrawnPng {
	png: Uint8Array;
	/** Characters that no font has: they are boxes in the picture. */
	missing: string[];
}

export function svgToPng(svg: string, env: CommandContext["io"]["env"], zoom = 2): DrawnPng {
	const bundled = fontFiles.map((file) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`)));
	const found = fontsFor(charactersInSvg(svg), bundled, env);
	const options = {
		font: {
			fontFiles: [...bundled, ...found.files],
			loadSystemFonts: false,
			defaultFontFamily: "DejaVu Sans",
			sansSerifFamily: "DejaVu Sans",
			monospaceFamily: "DejaVu Sans Mono",
		},
		background: "#ffffff",
	};
	const [, width = 1, height = 1] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
	const value = Math.min(zoom, mostPixels / Math.max(width, height));
	const image = new Resvg(withBoxes(svg, found.missing), { ...options, fitTo: { mode: "zoom", value } });
	return { png: image.render().asPng(), missing: found.missing };
}

/** resvg stops looking for fonts at the first character that none has, and draws boxes for all that follow. */
function withBoxes(svg: string, missing: readonly string[]): string {
	if (missing.length === 0) return svg;
	const isMissing = new Set(missing);
	return svg.replace(/(<text[^>]*>)([^<]*)/g, (_, tag: string, text: string) => {
		// A box for a letter; its marks go with it.
		const boxOf = (character: string) => (/\p{M}/u.test(character) ? "" : "▯");
		return tag + Array.from(text, (one) => (isMissing.has(one) ? boxOf(one) : one)).join("");
	});
}

/** Says which characters are boxes, and what to do about it. */
export function warnOfMissingGlyphs(
	missing: Iterable<string>,
	{ io, messages: { errors, tools } }: CommandContext,
): void {
	const characters = [...missing];
	if (characters.length === 0) return;
	// A mark needs something to stand on.
	const visible = characters.map((character) => (/\p{M}/u.test(character) ? `◌${character}` : character));
	const shown = visible.slice(0, 20).join(" ") + (visible.length > 20 ? " …" : "");
	io.stderr.write(`${errors.warning}: ${tools.missingGlyphs(characters.length, shown)}\n`);
	io.stderr.write(`${errors.hint}: ${tools.missingGlyphsHint(fontPackageFor(characters))}\n`);
}
