// A matrix with names for its rows and columns, as text to paste elsewhere.

export interface NamedMatrix {
	/** A name for a file and a variable: "weights". */
	name: string;
	rows: readonly string[];
	columns: readonly string[];
	values: readonly (readonly number[])[];
}

/** Digits that tell two weights apart and still read well. */
const DIGITS = 6;

/** Comma-separated values (RFC 4180) with a head; numbers with a point in every language, as programs read them. */
export function toCsv({ rows, columns, values }: NamedMatrix): string {
	const lines = [["", ...columns], ...values.map((row, i) => [rows[i]!, ...row.map(digits)])];
	return `${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

export function toMarkdown({ rows, columns, values }: NamedMatrix): string {
	const cell = (text: string) => text.replaceAll("|", "\\|");
	const lines = [
		["", ...columns.map(cell)],
		["---", ...columns.map(() => "---:")],
		...values.map((row, i) => [cell(rows[i]!), ...row.map(digits)]),
	];
	return `${lines.map((line) => `| ${line.join(" | ")} |`).join("\n")}\n`;
}

export function toTypeScript({ name, values }: NamedMatrix): string {
	return `const ${variable(name)} = [\n${values.map((row) => `\t[${row.map(literal).join(", ")}],`).join("\n")}\n];\n`;
}

export function toNumPy({ name, values }: NamedMatrix): string {
	const rows = values.map((row) => `    [${row.map(pythonLiteral).join(", ")}],`).join("\n");
	return `${variable(name)} = np.array([\n${rows}\n])\n`;
}

function digits(value: number): string {
	return String(Number(value.toPrecision(DIGITS)));
}

function literal(value: number): string {
	return Number.isFinite(value) ? digits(value) : value > 0 ? "Infinity" : value < 0 ? "-Infinity" : "NaN";
}

function pythonLiteral(value: number): string {
	return Number.isFinite(value) ? digits(value) : value > 0 ? "np.inf" : value < 0 ? "-np.inf" : "np.nan";
}

function csvCell(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function variable(name: string): string {
	return name.replace(/[^A-Za-z0-9]+/g, "_");
}
