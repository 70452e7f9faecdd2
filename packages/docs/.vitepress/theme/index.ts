import { onContentUpdated } from "vitepress";
import Theme from "vitepress/theme-without-fonts";
import { loadPiecesInView } from "../../src/pieces/load-pieces.js";
import { watchScrollRegions } from "../../src/site/scroll-regions.js";
// After the theme's own styles, which they change.
import "katex/dist/katex.min.css";
import "./lesson.css";
import "./piece.css";
import "./live-pieces.css";

export default {
	extends: Theme,
	setup() {
		onContentUpdated(() => {
			loadPiecesInView(document);
			watchScrollRegions(document);
		});
	},
};
