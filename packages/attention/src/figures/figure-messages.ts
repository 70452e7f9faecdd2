// What a student reads in the figure.

export interface FigureMessages {
	source: string;
	target: string;
	weight: string;
	alignment: string;
	/** The figure in one sentence for those who do not see it. */
	describe(rows: number, columns: number): string;
	/** One row of it: the target token, the source token it looks at most, and with which weight. */
	describeRow(target: string, source: string, weight: string): string;
	/** A row that looks at nothing. */
	describeEmptyRow(target: string): string;
	decimal: "." | ",";
}

export const figureMessages = {
	en: {
		source: "source tokens",
		target: "target tokens",
		weight: "attention weight",
		alignment: "gold alignment",
		describe: (rows, columns) =>
			`Attention map: each of the ${rows} rows is a target token, each of the ${columns} columns a source token; ` +
			"the stronger the colour of a cell, the more the target token looks at the source token.",
		describeRow: (target, source, weight) => `“${target}” looks most at “${source}” (${weight}).`,
		describeEmptyRow: (target) => `“${target}” looks at nothing.`,
		decimal: ".",
	},
	es: {
		source: "origen: lo que mira el modelo",
		target: "destino: lo que escribe",
		weight: "peso de atención",
		alignment: "alineamiento de referencia",
		describe: (rows, columns) =>
			`Mapa de atención: cada una de las ${rows} filas es un token de destino y cada una de las ${columns} columnas, ` +
			"un token de origen; cuanto más intenso es el color de una celda, más mira el token de destino al de origen.",
		describeRow: (target, source, weight) => `«${target}» mira sobre todo a «${source}» (${weight}).`,
		describeEmptyRow: (target) => `«${target}» no mira a nada.`,
		decimal: ",",
	},
} satisfies Record<string, FigureMessages>;

export type FigureLanguage = keyof typeof figureMessages;
