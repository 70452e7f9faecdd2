// Numbers in half precision (IEEE 754 binary16): a sign, 5 bits of exponent and 10 of fraction. Half the bytes of
// a Float32Array on disk, 11 significant bits of its 24.
//
//     value = (-1)^sign 2^(exponent - 15) (1 + fraction / 1024)     exponent 1 to 30
//     value = (-1)^sign 2^-14 (fraction / 1024)                     exponent 0
//     infinite, or NaN where the fraction is not 0                  exponent 31

const LARGEST = 65504;
const EXPONENT_BITS = 0x7c00;
const QUIET_BIT = 0x200;

/** The same numbers in single precision, exactly. `halves` holds their bits. */
export function widenHalves(halves: Uint16Array): Float32Array {
	const bits = new Uint32Array(halves.length);
	for (let i = 0; i < halves.length; i++) bits[i] = widenedBits(halves[i]!);
	return new Float32Array(bits.buffer);
}

/**
 * The bits of the nearest numbers in half precision, of two equally near ones that with an even last bit; infinities
 * and NaN stay what they are.
 * @returns the index of the first finite value that is too large (65,520 and more), or the bits
 */
export function narrowToHalves(values: Float32Array): Uint16Array | number {
	const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
	const halves = new Uint16Array(values.length);
	for (let i = 0; i < halves.length; i++) {
		halves[i] = narrowedBits(bits[i]!);
		if ((halves[i]! & ~0x8000) === EXPONENT_BITS && Number.isFinite(values[i])) return i;
	}
	return halves;
}

/** The error of a value beyond `LARGEST`. */
export function halfOverflow(name: string, value: number): RangeError {
	return new RangeError(
		`safetensors: expected values of ${JSON.stringify(name)} up to ${LARGEST}, the largest of F16, got ${value}`,
	);
}

function widenedBits(half: number): number {
	const sign = (half & 0x8000) << 16;
	const magnitude = half & 0x7fff;
	if (magnitude >= EXPONENT_BITS) return sign | 0x7f800000 | ((magnitude & 0x3ff) << 13);
	// Biased by 127 in single precision, by 15 here.
	if (magnitude >= 0x400) return sign | ((magnitude << 13) + ((127 - 15) << 23));
	if (magnitude === 0) return sign;
	// Subnormal here, normal there: the leading bit of the fraction becomes the hidden one.
	const shift = Math.clz32(magnitude) - 21;
	return sign | ((127 - 14 - shift) << 23) | (((magnitude << shift) & 0x3ff) << 13);
}

function narrowedBits(single: number): number {
	const sign = (single >>> 16) & 0x8000;
	const magnitude = single & 0x7fffffff;
	if (magnitude > 0x7f800000) return sign | EXPONENT_BITS | QUIET_BIT | ((magnitude >>> 13) & 0x3ff);
	const exponent = (magnitude >>> 23) - 127 + 15;
	if (exponent >= 31) return sign | EXPONENT_BITS;
	if (exponent >= 1) return sign | roundedShift(magnitude - ((127 - 15) << 23), 13);
	// Subnormal in half precision; below half of the smallest, 2^-25, it is 0.
	if (exponent < -10) return sign;
	return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, 14 - exponent);
}

/** bits / 2^shift, to the nearest whole number, ties to even; a carry goes into the exponent, as it should. */
function roundedShift(bits: number, shift: number): number {
	const whole = bits >>> shift;
	const rest = bits & ((1 << shift) - 1);
	const half = 1 << (shift - 1);
	return rest > half || (rest === half && (whole & 1) === 1) ? whole + 1 : whole;
}
