// SVG text, from a few shapes. Colours follow the reader's scheme, light or dark.

export const escapeXml = (text) =>
	String(text).replace(
		/[&<>"]/g,
		(letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter],
	);

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 15px; font-weight: 600; }
.small { font-size: 11px; fill: #57606a; }
.paper { fill: #ffffff; }
.grid { stroke: #d0d7de; stroke-width: 1; }
.mark { stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 5 3; }
.band { fill: #f6f8fa; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.small { fill: #9198a1; }
.paper { fill: #0d1117; }
.grid { stroke: #30363d; }
.mark { stroke: #9198a1; }
.band { fill: #161b22; }
}`;

/** A whole picture; `description` is its text alternative. */
export function picture({ width, height, title, description }, parts) {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">${escapeXml(title)}</title>
<desc id="description">${escapeXml(description)}</desc>
<style>${STYLE}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${parts.flat().filter(Boolean).join("\n")}
</svg>
`;
}

const round = (number) => Math.round(number * 10) / 10;

export function text(x, y, content, { anchor = "start", className = "", turned = false } = {}) {
	const turn = turned ? ` transform="rotate(-90 ${round(x)} ${round(y)})"` : "";
	const named = className ? ` class="${className}"` : "";
	return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${named}${turn}>${escapeXml(content)}</text>`;
}

export const line = (x1, y1, x2, y2, className) =>
	`<line class="${className}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;

export const rectangle = (x, y, width, height, className) =>
	`<rect class="${className}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;

export const polyline = (points, colour) =>
	`<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}"/>`;

/** Colours that colour-blind readers tell apart on white and on black (after Okabe and Ito), each with its own shape. */
const COLOURS = ["#d55e00", "#3b8fd1", "#009e73", "#cc79a7", "#e69f00", "#8c8c8c", "#7a6ff0"];
/** Contenders that look the same in every plot. */
const KNOWN = {
	PyTorch: 1,
	MKL: 1,
	onnxruntime: 2,
	OpenBLAS: 2,
	"best peer": 5,
	"Mirada (avx512)": 4,
	"Mirada (avx2)": 6,
};

/** The look of each series, as a number for `marker` and `colourOf`: ours is the first, known peers keep theirs. */
export function looksOf(names) {
	const looks = names.map((name, i) => (i === 0 && name.startsWith("Mirada") ? 0 : KNOWN[name]));
	const free = COLOURS.map((_, look) => look).filter((look) => look > 0 && !looks.includes(look));
	return looks.map((look) => look ?? free.shift() ?? 0);
}

export const colourOf = (look) => COLOURS[look];

/** The marker of a series; `title` shows when the pointer rests on it. */
export function marker(look, x, y, title) {
	const colour = colourOf(look);
	const shapes = [
		() => `<circle cx="${round(x)}" cy="${round(y)}" r="5" fill="${colour}">`,
		() => path(`M${round(x - 4.5)} ${round(y - 4.5)}h9v9h-9z`),
		() => path(`M${round(x)} ${round(y - 5.5)}l5.5 9.5h-11z`),
		() => path(`M${round(x)} ${round(y - 6)}l5 6-5 6-5-6z`),
		() => path(`M${round(x)} ${round(y + 5.5)}l5.5-9.5h-11z`),
		() =>
			path(`M${round(x - 1.75)} ${round(y - 5.5)}h3.5v3.75h3.75v3.5h-3.75v3.75h-3.5v-3.75h-3.75v-3.5h3.75z`),
		() => path(`M${round(x + 5)} ${round(y - 5.5)}v11l-9.5-5.5z`),
	];
	const path = (d) => `<path d="${d}" fill="${colour}">`;
	const shape = shapes[look % shapes.length]();
	return `${shape}<title>${escapeXml(title)}</title></${shape.startsWith("<circle") ? "circle" : "path"}>`;
}

/** Names of the series beside each other, wrapped at the width; returns `{ parts, height }`. */
export function legend(names, { x, y, width }) {
	const parts = [];
	const looks = looksOf(names);
	let [left, top] = [x, y];
	for (const [index, name] of names.entries()) {
		const needed = 28 + 7 * name.length;
		if (left + needed > x + width && left > x) [left, top] = [x, top + 18];
		parts.push(marker(looks[index], left + 6, top - 4, name), text(left + 16, top, name));
		left += needed;
	}
	return { parts, height: top - y + 18 };
}
