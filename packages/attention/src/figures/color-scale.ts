// The colours of the figure: paper, green, sea, night. Their lightness falls all the way, so that the order is
// seen without colour too; they hold no pair of red and green, and yellow meets blue only far apart.

type Rgb = readonly [red: number, green: number, blue: number];

const STOPS: readonly Rgb[] = [
	[250, 249, 243],
	[221, 238, 208],
	[151, 211, 190],
	[63, 165, 190],
	[36, 104, 166],
	[28, 43, 102],
];

/** On a dark page: lightness rises all the way. */
const DARK_STOPS: readonly Rgb[] = [
	[29, 33, 40],
	[32, 58, 90],
	[34, 98, 148],
	[52, 156, 180],
	[140, 208, 186],
	[236, 246, 214],
];

/** Colour of a share in [0, 1], as `#rrggbb`; shares outside are clamped. */
export function colorOf(share: number): string {
	return hex(mixed(share, STOPS));
}

/** The same on a dark page. */
export function darkColorOf(share: number): string {
	return hex(mixed(share, DARK_STOPS));
}

/** Colour of text on `colorOf(share)`, with a contrast of at least 4.5 (WCAG 2.2, 1.4.3). */
export function inkOn(share: number): string {
	return inkFor(mixed(share, STOPS));
}

/** Colour of text on `darkColorOf(share)`. */
export function darkInkOn(share: number): string {
	return inkFor(mixed(share, DARK_STOPS));
}

function inkFor(ground: Rgb): string {
	const light = luminance(ground);
	// Ink of luminance 0.024 where its contrast, (light + 0.05) / (0.024 + 0.05), is enough.
	if (light > 0.29) return "#1c2b38";
	// The contrasts of black, (light + 0.05) / 0.05, and of white, 1.05 / (light + 0.05), are equal at 0.179.
	return light > 0.179 ? "#000000" : "#ffffff";
}

function hex(color: Rgb): string {
	return `#${color.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance of sRGB, 0 for black to 1 for white. */
export function luminance(color: Rgb): number {
	const [red, green, blue] = color.map((channel) => {
		const c = channel / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Shares and colours for a gradient of SVG. */
export const colorStops = gradient(STOPS);
export const darkStops = gradient(DARK_STOPS);

function gradient(stops: readonly Rgb[]) {
	return stops.map((color, i) => ({ share: i / (stops.length - 1), color: hex(color) }));
}

function mixed(share: number, stops: readonly Rgb[]): Rgb {
	const position = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
	const index = Math.min(Math.floor(position), stops.length - 2);
	const [from, to] = [stops[index]!, stops[index + 1]!];
	const mix = (channel: 0 | 1 | 2) => from[channel] + (position - index) * (to[channel] - from[channel]);
	return [mix(0), mix(1), mix(2)];
}
