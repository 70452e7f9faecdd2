// What each check of exercise 2 is about.

const en = {
	exports: "the module exports the function readMap",
	returns: "readMap returns { links, share, learned }, with one position in links for each target word",
	links: "links[t] is the source word that target word t looks at most",
	permuted: "permuting the source words permutes the links in the same way",
	padding: "no link points at <pad>",
	share: "share is the share of gold links met",
	unlinked: "target words without gold links do not count in share",
	several: "a word with several gold links needs to meet only one",
	learned: "a map that follows words that change places is learned",
	diagonal: "a map that is no better than the diagonal is not learned",
	uniform: "a map that is no better than uniform weights is not learned",
	unconverged: "the map of a model that has not converged is not learned",
};

const es: typeof en = {
	exports: "el módulo exporta la función readMap",
	returns:
		"readMap devuelve { links, share, learned }, con una posición en links por cada palabra de destino",
	links: "links[t] es la palabra de origen que más mira la palabra de destino t",
	permuted: "permutar las palabras de origen permuta igual los enlaces",
	padding: "ningún enlace apunta a <pad>",
	share: "share es la proporción de enlaces de referencia acertados",
	unlinked: "las palabras de destino sin enlaces de referencia no cuentan en share",
	several: "a una palabra con varios enlaces de referencia le basta con acertar uno",
	learned: "un mapa que sigue a las palabras que cambian de sitio es un mapa aprendido",
	diagonal: "un mapa que no es mejor que la diagonal no es un mapa aprendido",
	uniform: "un mapa que no es mejor que los pesos uniformes no es un mapa aprendido",
	unconverged: "el mapa de un modelo que no ha convergido no es un mapa aprendido",
};

export const mapCheckTexts = { en, es };
