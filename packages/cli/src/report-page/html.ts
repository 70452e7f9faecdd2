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
	/** `rtl` where the columns are the words of a sentence that is written from right to left. */
	dir?: "rtl";
	/** Languages of the cells of a column, of the headings after the first, and of the headings of rows. */
	columnLanguages?: readonly (string | null)[];
	headLanguage?: string | null;
	rowLanguage?: string | null;
}

/** The language of a text, which chooses the form of its letters, and the direction that the text has by itself. */
function ofLanguage(code: string | null | undefined): string {
	return code ? ` lang="${escapeHtml(code)}" dir="auto"` : ` dir="auto"`;
}

/** The first cell of a row is its heading, for those who hear the table. */
export function htmlTable(table: HtmlTable): string {
	const { caption, head, rows, text = false, hideCaption = false, dir, columnLanguages = [] } = table;
	const headings = head
		.map((cell, column) => {
			const language = table.headLanguage && column > 0 ? ofLanguage(table.headLanguage) : "";
			return cell === "" ? "<td></td>" : `<th scope="col"${language}>${escapeHtml(cell)}</th>`;
		})
		.join("");
	const body = rows
		.map(([first = "", ...rest]) => {
			const cells = rest.map((cell, column) => {
				const language = text ? ofLanguage(columnLanguages[column + 1]) : "";
				return `<td${language}>${escapeHtml(cell)}</td>`;
			});
			const language = text ? columnLanguages[0] : table.rowLanguage;
			const heading = text || language ? ofLanguage(language) : "";
			return `<tr><th scope="row"${heading}>${escapeHtml(first)}</th>${cells.join("")}</tr>`;
		})
		.join("\n");
	return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table${text ? ' class="text"' : ""}${dir ? ` dir="${dir}"` : ""}>
<caption${hideCaption ? ' class="heard"' : ""}>${escapeHtml(caption)}</caption>
<thead><tr>${headings}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
