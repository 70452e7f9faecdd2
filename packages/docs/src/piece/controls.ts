// The controls of the pieces as HTML. Their names are those of the fields they change.

import { escapeXml as html } from "@mirada/attention/figures";

/** A slider with its value in words beside it. */
export function slider(options: {
	name: string;
	label: string;
	least: number;
	most: number;
	value: number;
	/** Words for the value, for the eye and for the screen reader. */
	text: string;
}): string {
	const { name, label, least, most, value, text } = options;
	return `<label class="slider"><span>${html(label)}</span><input type="range" name="${name}" min="${least}" max="${most}" step="1" value="${value}" aria-valuetext="${html(text)}"><output data-value-of="${name}">${html(text)}</output></label>`;
}

/** One of a few names, as buttons of which one is pressed. */
export function radios<Name extends string>(options: {
	piece: string;
	name: string;
	label: string;
	choices: readonly (readonly [value: Name, text: string])[];
	value: Name;
}): string {
	const { piece, name, label, choices, value } = options;
	const inputs = choices.map(
		([choice, text]) =>
			`<label><input type="radio" name="${name}" id="${piece}-${name}-${choice}" value="${choice}"${choice === value ? " checked" : ""}><span>${html(text)}</span></label>`,
	);
	return `<fieldset class="choices"><legend>${html(label)}</legend>${inputs.join("")}</fieldset>`;
}

export function actionButton(action: string, label: string, isDisabled = false): string {
	return `<button type="button" data-action="${action}"${isDisabled ? " disabled" : ""}>${html(label)}</button>`;
}
