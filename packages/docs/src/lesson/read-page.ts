// What a page of the lesson consists of, read from its Markdown: what must be the same in both languages.

export interface PageOutline {
	/** Numbers of the outcomes that the page serves, from its front matter. */
	results: number[];
	/** Level of each heading, in order. */
	headings: number[];
	pieces: string[];
	/** Files and regions of the code that is shown. */
	snippets: string[];
	/** Names of measured numbers and tables. */
	measured: string[];
	/** Displayed formulas without their words, in order. */
	formulas: string[];
	/** Targets of links to other pages of the lesson, without anchors of headings, which are words. */
	links: string[];
	tables: number;
	containers: string[];
}

export function outlineOf(markdown: string): PageOutline {
	const [, frontMatter = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? [];
	const text = body.replace(/^```[\s\S]*?^```$/gm, "");
	const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);
	return {
		results: (/^results: \[(.*)\]$/m.exec(frontMatter)?.[1] ?? "").split(",").map(Number),
		headings: all(/^(#{1,6}) /gm).map(({ length }) => length),
		pieces: all(/^<mirada-([a-z-]+)>/gm),
		snippets: all(/^<<< (\S+)/gm),
		measured: all(/\[\[([a-z-]+)\]\]/g),
		formulas: all(/^\$\$\n([\s\S]*?)\n\$\$$/gm).map(withoutWords),
		links: all(/\]\((\.\/[^)]*)\)/g).map((target) => (target.includes("=") ? target : target.split("#")[0]!)),
		tables: all(/^(\|[-:|]+\|)$/gm).length,
		containers: all(/^:{3,}\s*([a-z-]+)/gm),
	};
}

function withoutWords(formula: string): string {
	return formula.replace(/\\text\{[^}]*\}/g, "\\text{}").replaceAll("{,}", ".");
}
