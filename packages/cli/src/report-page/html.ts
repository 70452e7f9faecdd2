// Text as HTML, and the few elements that the report is made of.

import { visibleControls } from "../terminal/visible-controls.js";

export function escapeHtml(text: string): string {
	return visibleControls(text)
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("'", "&#39;");
}

export interface HtmlTable {
	caption: string;
	head: readonly string[];
	rows: readonly (readonly string[])[];
	/** For those who hear the page alone, where a heading says the same. */
	hideCaption?: boolean;
	/** Columns after the first hold numbers, unless this says that all hold text. */
	text?: boolean;
}

/** The first cell of a row is its heading, for those who hear the table. */
export function htmlTable({ caption, head, rows, text = false, hideCaption = false }: HtmlTable): string {
	const headings = head
		.map((cell) => (cell === "" ? "<td></td>" : `<th scope="col">${escapeHtml(cell)}</th>`))
		.join("");
	const body = rows
		.map(([first = "", ...rest]) => {
			const cells = rest.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("");
			return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
		})
		.join("\n");
	return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table${text ? ' class="text"' : ""}>
<caption${hideCaption ? ' class="heard"' : ""}>${escapeHtml(caption)}</caption>
<thead><tr>${headings}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
