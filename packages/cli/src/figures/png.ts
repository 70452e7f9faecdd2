// SVG to PNG with a font that comes along: without one of its own, text vanishes where no fonts are installed.

import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/** DejaVu Sans: free to use and pass on, and it has the letters of every European language. */
const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"];

export function svgToPng(svg: string, zoom = 2): Uint8Array {
	const image = new Resvg(svg, {
		font: {
			fontFiles: fontFiles.map((file) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`))),
			loadSystemFonts: false,
			defaultFontFamily: "DejaVu Sans",
			sansSerifFamily: "DejaVu Sans",
			monospaceFamily: "DejaVu Sans Mono",
		},
		fitTo: { mode: "zoom", value: zoom },
		background: "#ffffff",
	});
	return image.render().asPng();
}
