// What every piece says.

const en = {
	predict: "First, guess.",
	seeAnswer: "See the answer",
	guessedRight: "You guessed it:",
	guessedWrong: "Not that one. The answer:",
	readingHint: "Move over a cell, tap it, or walk through the map with the arrow keys.",
	withoutScript: "With JavaScript you can change this figure.",
	save: "Save or copy",
	link: "Copy link to this state",
	copyMarkdown: "Copy as Markdown",
	copyTypeScript: "Copy as TypeScript",
	copyNumPy: "Copy as NumPy",
	saved: (name: string) => `Saved ${name}.`,
	copied: "Copied.",
	notCopied: "The browser does not allow copying here.",
	numbersOf: "The numbers of the figure",
	reset: "Start over",
	isReset: "Everything is as at the start.",
};

const es: typeof en = {
	predict: "Primero, adivina.",
	seeAnswer: "Ver la respuesta",
	guessedRight: "Has acertado:",
	guessedWrong: "No es esa. La respuesta:",
	readingHint: "Pasa por una celda, tócala o recorre el mapa con las flechas del teclado.",
	withoutScript: "Con JavaScript puedes cambiar esta figura.",
	save: "Guardar o copiar",
	link: "Copiar enlace a este estado",
	copyMarkdown: "Copiar como Markdown",
	copyTypeScript: "Copiar como TypeScript",
	copyNumPy: "Copiar como NumPy",
	saved: (name) => `Se ha guardado ${name}.`,
	copied: "Copiado.",
	notCopied: "El navegador no permite copiar aquí.",
	numbersOf: "Los números de la figura",
	reset: "Volver al principio",
	isReset: "Todo está como al principio.",
};

export const pieceTexts = { en, es };
