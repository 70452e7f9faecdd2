// Saving and copying a figure, all inside the page: nothing is sent anywhere.

import type { Language } from "./language.js";
import { type NamedMatrix, toCsv, toMarkdown, toNumPy, toTypeScript } from "./matrix-formats.js";
import type { ExportAction } from "./piece-html.js";
import { pieceTexts } from "./texts.js";

export interface Figure {
	name: string;
	svg(): string;
	matrix(): NamedMatrix;
	language: Language;
}

/** Twice the size on screen: sharp on paper and on fine screens. */
const PNG_SCALE = 2;

/** Resolves to the sentence that says what was done. */
export async function exportFigure(format: ExportAction, figure: Figure): Promise<string> {
	switch (format) {
		case "svg":
			return download(figure, "svg", new Blob([figure.svg()], { type: "image/svg+xml" }));
		case "png":
			return download(figure, "png", await pngOf(figure.svg()));
		case "csv":
			// The mark at the start tells spreadsheets that the text is UTF-8.
			return download(figure, "csv", new Blob(["\ufeff", toCsv(figure.matrix())], { type: "text/csv" }));
		case "markdown":
			return copy(toMarkdown(figure.matrix()), figure);
		case "typescript":
			return copy(toTypeScript(figure.matrix()), figure);
		case "numpy":
			return copy(toNumPy(figure.matrix()), figure);
		case "link":
			return copy(location.href, figure);
		default:
			return format satisfies never;
	}
}

function download({ name, language }: Figure, extension: string, blob: Blob): string {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = `mirada-${name}.${extension}`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
	return pieceTexts[language].saved(link.download);
}

async function copy(text: string, { language }: Figure): Promise<string> {
	try {
		await navigator.clipboard.writeText(text);
		return pieceTexts[language].copied;
	} catch {
		return pieceTexts[language].notCopied;
	}
}

async function pngOf(svg: string): Promise<Blob> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	const canvas = document.createElement("canvas");
	canvas.width = image.naturalWidth * PNG_SCALE;
	canvas.height = image.naturalHeight * PNG_SCALE;
	canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
	return new Promise((resolve, reject) => {
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("exportFigure: the canvas is empty"))));
	});
}
