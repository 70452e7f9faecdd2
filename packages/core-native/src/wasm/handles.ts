// JavaScript values as C++ knows them: by number. A handle lives until the call that it was made in returns.

const FIXED = [undefined, undefined, null, true, false, globalThis];

export class Handles {
	/** Handle 0 is none: C++'s null pointer. */
	private readonly values: unknown[] = [...FIXED];

	/** Runs a call; the handles made meanwhile end with it. */
	during<Result>(call: () => Result): Result {
		const { length } = this.values;
		try {
			return call();
		} finally {
			this.values.length = length;
		}
	}

	of(value: unknown): number {
		if (value === undefined) return 1;
		if (value === null) return 2;
		if (value === true) return 3;
		if (value === false) return 4;
		return this.values.push(value) - 1;
	}

	global(): number {
		return 5;
	}

	get(handle: number): unknown {
		return this.values[handle];
	}
}
