// The trainable numbers of a model, by name.
import * as tf from "@tensorflow/tfjs";
import { Random } from "../data/random.js";
import { keyOfText } from "../ops/counter-random.js";
import type { Initializer } from "./initializers.js";

/** Variables by name, in the order in which they were made. */
export class Variables {
	readonly byName = new Map<string, tf.Variable>();

	constructor(private readonly seed: number) {}

	/**
	 * Makes a variable. Its first values depend on the seed, its name and its shape alone, so models that
	 * differ in one part start from equal numbers in all others.
	 */
	add<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], initializer: Initializer): tf.Variable<R> {
		if (this.byName.has(name)) throw new RangeError(`Variables.add: expected a new name, got ${name} again`);
		const values = initializer(shape, new Random(this.seed, keyOfText(name)));
		// tfjs' own names are global to the page; ours are kept here, so that two models can live side by side.
		const variable = tf.tidy(() => tf.variable(tf.tensor(values, shape)));
		this.byName.set(name, variable);
		return variable as tf.Variable<R>;
	}

	/** How many numbers there are. */
	get count(): number {
		let count = 0;
		for (const variable of this.byName.values()) count += variable.size;
		return count;
	}

	dispose(): void {
		for (const variable of this.byName.values()) variable.dispose();
	}
}
