// The small example that the exercises share: "the red car" and "el coche rojo", with vectors that a student
// can multiply by hand. Red and car stand in the other order in Spanish.

export const source = ["the", "red", "car"];
export const target = ["el", "coche", "rojo"];

/** Encoder outputs (S, H) = (3, 3). */
export const encoderOutputs = [
	[2, 0, 0],
	[0, 2, 1],
	[0, 1, 2],
];

/** Decoder states (T, H) = (3, 3), one while each Spanish word is written. */
export const decoderStates = [
	[2, 0, 1],
	[0, 0, 2],
	[0, 2, 0],
];
