import { describe, expect, it } from "vitest";
import { escapeHtml } from "../report-page/html.js";
import { safeOutput, visibleControls } from "./visible-controls.js";

describe("visibleControls", () => {
	it("shows every control character in its own width, and leaves text alone", () => {
		expect(visibleControls("a\u001b[31m\u0000\u007f\u009bb\rc")).toBe("a␛[31m␀␡\ufffdb␍c");
		expect(visibleControls("línea\tñ\n日本 🙂")).toBe("línea\tñ\n日本 🙂");
	});

	it("stands in front of a page too", () => {
		expect(escapeHtml("<\u001b&\u0085>")).toBe("&lt;␛&amp;\ufffd&gt;");
	});
});

describe("safeOutput", () => {
	const written = (text: string, isTTY: boolean, env = {}) => {
		let out = "";
		const output = {
			isTTY,
			write: (piece: string) => {
				out += piece;
			},
		};
		safeOutput(output, env).write(text);
		return out;
	};
	const colour = "\u001b[1mbold\u001b[0m";
	const redraw = "\rhalf\u001b[K";

	it("lets Mirada's own sequences through to a terminal, and no others", () => {
		expect(written(colour + redraw, true)).toBe(colour + redraw);
		expect(written("\u001b]0;title\u0007\u001b[2J\u001b[10A", true)).toBe("␛]0;title␇␛[2J␛[10A");
	});

	it("lets none through elsewhere, and no colour where it is not wanted", () => {
		expect(written(colour + redraw, false)).toBe("␛[1mbold␛[0m␍half␛[K");
		expect(written(colour, true, { NO_COLOR: "1" })).toBe("␛[1mbold␛[0m");
	});
});
