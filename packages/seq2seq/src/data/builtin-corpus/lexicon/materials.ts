/**
 * English says what a thing is made of with a word before it, Spanish with "de" after it.
 */

export const MATERIALS: readonly (readonly [english: string, spanish: string, nouns: string])[] = [
	["wooden", "madera", "table chair door box bridge spoon boat desk shelf fence toy"],
	["silver", "plata", "ring coin spoon fork watch key plate"],
	["gold", "oro", "ring coin watch key"],
	["leather", "cuero", "shoe boot bag wallet glove jacket suitcase sofa"],
	["paper", "papel", "bag box flower boat"],
	["silk", "seda", "shirt dress scarf tie blouse"],
	["wool", "lana", "sweater scarf coat glove blanket skirt"],
	["plastic", "plástico", "cup plate bottle bag box toy fork"],
];
