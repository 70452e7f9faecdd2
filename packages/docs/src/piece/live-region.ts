// Tells a screen reader what changed: at most once a second, and always the last thing.

const PAUSE = 1_000;

export class LiveRegion {
	#waiting: string | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly show: (text: string) => void) {}

	say(text: string): void {
		if (this.#timer !== undefined) {
			this.#waiting = text;
			return;
		}
		this.show(text);
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			const waiting = this.#waiting;
			this.#waiting = undefined;
			if (waiting !== undefined) this.say(waiting);
		}, PAUSE);
	}
}
