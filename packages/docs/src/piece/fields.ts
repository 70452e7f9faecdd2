// The values that a reader can change in a piece: read from a control or from the page's address, written to the
// address. What cannot be read is left as it was: an address is typed by people.

export interface Field<Value> {
	/** Undefined where the text is no value of this field. */
	read(text: string): Value | undefined;
	write(value: Value): string;
}

export type Fields<State> = { readonly [Name in keyof State]: Field<State[Name]> };

/** One of some names. */
export function choice<const Name extends string>(...names: readonly Name[]): Field<Name> {
	return {
		read: (text) => names.find((name) => name === text),
		write: (value) => value,
	};
}

/** An integer from `least` to `most`. */
export function integer(least: number, most: number): Field<number> {
	return {
		read: (text) => {
			const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
			return value >= least && value <= most ? value : undefined;
		},
		write: String,
	};
}

/** A table of yes and no, row by row: "110-111". */
export function bits(rows: number, columns: number): Field<readonly (readonly boolean[])[]> {
	const pattern = new RegExp(`^[01]{${columns}}(-[01]{${columns}}){${rows - 1}}$`);
	return {
		read: (text) =>
			pattern.test(text) ? text.split("-").map((row) => [...row].map((bit) => bit === "1")) : undefined,
		write: (table) => table.map((row) => row.map((bit) => (bit ? "1" : "0")).join("")).join("-"),
	};
}
