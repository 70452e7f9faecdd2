import "katex/dist/katex.min.css";
import "./lesson.css";
import "./piece.css";
import { onContentUpdated } from "vitepress";
import Theme from "vitepress/theme-without-fonts";
import { loadPiecesInView } from "../../src/pieces/load-pieces.js";

export default {
	extends: Theme,
	setup() {
		onContentUpdated(() => loadPiecesInView(document));
	},
};
