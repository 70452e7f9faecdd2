// The state of the pieces in the page's address, behind "#": a teacher can link a moment of a piece.
// `#scale-lab.d=6&masks.mask=causal`: each piece has its own names, and leaves those of others alone.

import type { Fields } from "./fields.js";

/** The state with the values that the address has for this piece; those it lacks stay as they are. */
export function stateFromHash<State extends object>(
	hash: string,
	piece: string,
	fields: Fields<State>,
	state: State,
): State {
	const parameters = parametersOf(hash);
	const found = { ...state };
	for (const name of Object.keys(fields) as (keyof State & string)[]) {
		const text = parameters.get(`${piece}.${name}`);
		const value = text === null ? undefined : fields[name].read(text);
		if (value !== undefined) found[name] = value;
	}
	return found;
}

/** The hash, "#" included, with the state of this piece in it: only what differs from `initial`. */
export function hashWithState<State extends object>(
	hash: string,
	piece: string,
	fields: Fields<State>,
	{ state, initial }: { state: State; initial: State },
): string {
	const parameters = parametersOf(hash);
	for (const name of Object.keys(fields) as (keyof State & string)[]) {
		const [now, then] = [fields[name].write(state[name]), fields[name].write(initial[name])];
		if (now === then) parameters.delete(`${piece}.${name}`);
		else parameters.set(`${piece}.${name}`, now);
	}
	const text = parameters.toString();
	return text === "" ? "" : `#${text}`;
}

/** The anchor of a heading is no state: it goes. */
function parametersOf(hash: string): URLSearchParams {
	const text = hash.replace(/^#/, "");
	return new URLSearchParams(text.includes("=") ? text : "");
}
