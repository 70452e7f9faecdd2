/**
 * Numbers that agree with nothing: from two on, without 21, 31..., whose "uno" does.
 */

const TABLE = `
	two dos, three tres, four cuatro, five cinco, six seis, seven siete, eight ocho, nine nueve, ten diez,
	eleven once, twelve doce, thirteen trece, fourteen catorce, fifteen quince, sixteen dieciséis,
	seventeen diecisiete, eighteen dieciocho, nineteen diecinueve, twenty veinte, thirty treinta,
	forty cuarenta, fifty cincuenta, sixty sesenta, eighty ochenta, ninety noventa
`;

export const NUMBERS: readonly (readonly [english: string, spanish: string])[] = TABLE.trim()
	.split(/,\s*/)
	.map((pair) => pair.trim().split(" ") as [string, string]);

/** Two to twelve: hours, and as many things as one can hold or own. */
export const SMALL_NUMBERS = NUMBERS.slice(0, 11);
