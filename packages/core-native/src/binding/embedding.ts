// Rows of a table by index, and sums of rows.

export interface GatherRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (rows,width) */
	table: Float32Array;
	/** (count), each 0 to rows - 1. */
	indices: Int32Array;
	/** (count,width), written. */
	out: Float32Array;
}

export interface ScatterAddRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (count,width) */
	values: Float32Array;
	/** (count); an index outside 0 to rows - 1 counts for nothing. */
	indices: Int32Array;
	/** (rows,width), written whole. */
	out: Float32Array;
}

export interface SumRowsArguments {
	rows: number;
	width: number;
	count: number;
	/** (count,width) */
	values: Float32Array;
	/** (count); an index outside 0 to rows - 1 counts for nothing. */
	indices: Int32Array;
	/** (count,width): its first rows are written, one for each different index. */
	out: Float32Array;
	/** (count): the rows' numbers, ascending; as many are written. */
	outRows: Int32Array;
}

export interface EmbeddingBinding {
	gatherRows(options: GatherRowsArguments): void;
	scatterAddRows(options: ScatterAddRowsArguments): void;
	/** The rows of `scatterAddRows` that an index names, and no others; returns how many. */
	sumRows(options: SumRowsArguments): number;
}
