import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/tiny-run.js";
import { attentionFigure } from "./attention-figure.js";
import { charactersInSvg } from "./characters-in-svg.js";
import { fontCoverage } from "./font-coverage.js";
import { fontPackageFor } from "./font-packages.js";
import { fontsFor } from "./font-search.js";
import { svgToPng } from "./png.js";

const dejavu = fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
/** No fonts of the machine's own: neither home nor variables. */
const bare = { HOME: "/nonexistent" };

/** A font of one glyph for the code points of a range, as the OpenType specification lays it out; cmap alone. */
function fontWith(first: number, last: number): Buffer {
	const group = Buffer.alloc(4 + 8 + 16 + 12);
	group.writeUInt16BE(1, 2);
	group.writeUInt16BE(3, 4);
	group.writeUInt16BE(10, 6);
	group.writeUInt32BE(12, 8);
	group.writeUInt16BE(12, 12);
	group.writeUInt32BE(28, 16);
	group.writeUInt32BE(1, 24);
	group.writeUInt32BE(first, 28);
	group.writeUInt32BE(last, 32);
	const head = Buffer.alloc(12 + 16);
	head.writeUInt32BE(0x00010000, 0);
	head.writeUInt16BE(1, 4);
	head.write("cmap", 12, "latin1");
	head.writeUInt32BE(head.length, 20);
	head.writeUInt32BE(group.length, 24);
	return Buffer.concat([head, group]);
}

describe("fontCoverage", () => {
	it("knows what DejaVu Sans has", () => {
		const has = fontCoverage(dejavu);
		const found = Array.from("añЖبש→😀中ह", (character) => has(character.codePointAt(0)!));
		expect(found).toEqual([true, true, true, true, true, true, true, false, false]);
	});

	it("reads format 12 and collections, and takes anything else for a font without glyphs", () => {
		const folder = temporaryFolder();
		const font = fontWith(0x20000, 0x20010);
		writeFileSync(join(folder, "plane2.ttf"), font);
		const has = fontCoverage(join(folder, "plane2.ttf"));
		expect([0x1ffff, 0x20000, 0x20010, 0x20011].map(has)).toEqual([false, true, true, false]);

		// The offsets of a font in a collection count from the start of the file.
		const moved = Buffer.from(font);
		moved.writeUInt32BE(28 + 16, 20);
		const head = Buffer.alloc(16);
		head.write("ttcf", 0, "latin1");
		head.writeUInt32BE(1, 8);
		head.writeUInt32BE(16, 12);
		writeFileSync(join(folder, "all.ttc"), Buffer.concat([head, moved]));
		expect(fontCoverage(join(folder, "all.ttc"))(0x20001)).toBe(true);

		writeFileSync(join(folder, "cut.ttf"), font.subarray(0, 40));
		writeFileSync(join(folder, "text.ttf"), "no font");
		for (const name of ["cut.ttf", "text.ttf", "absent.ttf"]) {
			expect([name, fontCoverage(join(folder, name))(0x20001)]).toEqual([name, false]);
		}
	});
});

describe("fontsFor", () => {
	it("looks for what the bundled font lacks, in MIRADA_FONTS first, and says what none has", () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, "other.ttf"), fontWith(0xe100, 0xe1ff));
		writeFileSync(join(folder, "Some-Regular.otf"), fontWith(0xe000, 0xe0ff));
		writeFileSync(join(folder, "notes.txt"), "");
		const env = { ...bare, MIRADA_FONTS: folder };
		expect(fontsFor(["a", "\ue001"], [dejavu], env)).toEqual({
			files: [join(folder, "Some-Regular.otf")],
			missing: [],
		});
		const { files, missing } = fontsFor(["\ue001", "\ue101", "\u{10fff0}"], [dejavu], env);
		expect(files.slice(0, 2)).toEqual([join(folder, "Some-Regular.otf"), join(folder, "other.ttf")]);
		expect(missing).toEqual(["\u{10fff0}"]);
	});

	it("looks nowhere where nothing is lacking", () => {
		expect(fontsFor("añبש", [dejavu], bare)).toEqual({ files: [], missing: [] });
	});
});

describe("svgToPng", () => {
	const map = (words: string[]) =>
		attentionFigure(
			{ source: words, target: words, weights: words.map((_, t) => words.map((__, s) => (s === t ? 1 : 0))) },
			"en",
		);

	it("names the characters that are boxes, and draws the others whatever stands beside them", () => {
		// Private use: no font has them.
		const { missing } = svgToPng(map(["\u{10fff0}", "casa"]), bare);
		expect(missing).toEqual(["\u{10fff0}"]);
		expect(svgToPng(map(["el", "niño", "الكتاب", "ספר", "Ελλάδα"]), bare).missing).toEqual([]);
	});

	it("keeps a wide map within 4000 pixels", () => {
		const { png } = svgToPng(map(Array.from({ length: 170 }, (_, i) => `w${i}`)), bare);
		const [width, height] = [16, 20].map((at) => Buffer.from(png).readUInt32BE(at));
		expect(Math.max(width!, height!)).toBeLessThanOrEqual(4000);
		expect(width).toBeGreaterThan(2500);
	}, 60_000);

	it("stays light: a picture cannot ask what page it stands on", () => {
		const pixels = new Resvg(map(["a", "b"]), { font: { loadSystemFonts: false } }).render().pixels;
		expect([...pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
	});

	it("collects the characters of texts, not of markup or tooltips", () => {
		const svg = "<svg><title>x</title><text x='1'>a&amp;b ل\u2068</text><text>&lt;</text></svg>";
		expect([...charactersInSvg(svg)]).toEqual(["a", "&", "b", "ل", "<"]);
	});
});

it("names the package of fonts for a script", () => {
	expect(["中", "かな中", "한", "ส", "ह", "ⴰ"].map((text) => fontPackageFor([...text]))).toEqual(
		["sc", "jp", "kr", "thai", "devanagari", ""].map(
			(name) => `@expo-google-fonts/noto-sans${name && `-${name}`}`,
		),
	);
});
