import type { ScoreChoice } from "../../numbers/four-scores.js";

const names: Record<ScoreChoice, string> = {
	dot: "dot",
	scaledDot: "scaled dot",
	general: "general",
	additive: "additive",
	concat: "concat",
	multiHead: "multi-head",
};

/** The equations, with q the query, k the key, as HTML. */
const equations: Record<ScoreChoice, string> = {
	dot: '<span class="tgt">q</span> · <span class="src">k</span>',
	scaledDot: '<span class="tgt">q</span> · <span class="src">k</span> / √d',
	general: '<span class="tgt">q</span><sup>⊤</sup> W <span class="src">k</span>',
	additive:
		'v<sup>⊤</sup> tanh(W<sub>q</sub> <span class="tgt">q</span> + W<sub>k</sub> <span class="src">k</span>)',
	concat: 'v<sup>⊤</sup> tanh(W [<span class="tgt">q</span>; <span class="src">k</span>])',
	multiHead:
		'for each head h: (W<sub>q</sub><sup>h</sup> <span class="tgt">q</span>) · (W<sub>k</sub><sup>h</sup> <span class="src">k</span>) / √d<sub>h</sub>',
};

const en = {
	title: "One sentence, six scores.",
	purpose:
		"The numbers of “the red car” stay the same; only the way to compare query and key changes. What stays, what moves?",
	question: "Which scores have nothing to train?",
	options: ["dot and scaled dot", "general", "additive and concat"],
	answer: "They are bare products. The others have matrices that learn what to compare.",
	score: "Score",
	names,
	equations,
	from: {
		dot: "Luong et al. (2015)",
		scaledDot: "Vaswani et al. (2017)",
		general: "Luong et al. (2015), eq. 8",
		additive: "Bahdanau et al. (2015)",
		concat: "Luong et al. (2015), eq. 8",
		multiHead: "Vaswani et al. (2017)",
	} as Record<ScoreChoice, string>,
	widths: {
		dot: "Query and key must be equally wide. Nothing to train: one product of matrices, the fastest.",
		scaledDot: "Query and key must be equally wide. Nothing to train; does not saturate when they are wide.",
		general:
			"The matrix W maps one width to the other, so the widths may differ. Here it counts the third feature twice.",
		additive:
			"Each side has its own matrix, so the widths may differ. The slowest: a tanh for every pair of words.",
		concat:
			"The same numbers as the additive score: stacking Wq and Wk in one matrix changes nothing but the notation.",
		multiHead:
			"Each head compares its own part. Here head 1 uses the first two features, head 2 the last two; the contexts are joined.",
	} as Record<ScoreChoice, string>,
	caption: (name: string) => `Weights by the ${name} score`,
	headCaption: (head: number) => `Weights of head ${head}`,
	rowAxis: "target",
	columnAxis: "source",
	cell: (target: string, source: string, weight: string) =>
		`“${target}” looks at “${source}” with weight ${weight}.`,
	row: "While it writes “coche”",
	scoresRow: "scores",
	weightsRow: "weights",
	contextRow: "context",
	announce: (name: string, weight: string) => `Score ${name}: “coche” looks at “car” with weight ${weight}.`,
};

const es: typeof en = {
	title: "Una frase, seis puntuaciones.",
	purpose:
		"Los números de «the red car» no cambian; solo cambia la forma de comparar consulta y clave. ¿Qué se mantiene y qué se mueve?",
	question: "¿Qué puntuaciones no tienen nada que entrenar?",
	options: ["dot y scaled dot", "general", "additive y concat"],
	answer: "Son productos sin más. Las otras tienen matrices que aprenden qué comparar.",
	score: "Puntuación",
	names,
	equations: { ...equations, multiHead: equations.multiHead.replace("for each head h", "en cada cabeza h") },
	from: {
		dot: "Luong et al. (2015)",
		scaledDot: "Vaswani et al. (2017)",
		general: "Luong et al. (2015), ec. 8",
		additive: "Bahdanau et al. (2015)",
		concat: "Luong et al. (2015), ec. 8",
		multiHead: "Vaswani et al. (2017)",
	},
	widths: {
		dot: "Consulta y clave deben tener la misma anchura. Nada que entrenar: un producto de matrices, la más rápida.",
		scaledDot:
			"Consulta y clave deben tener la misma anchura. Nada que entrenar; no se satura cuando son anchas.",
		general:
			"La matriz W lleva de una anchura a la otra, así que pueden ser distintas. Aquí cuenta doble el tercer rasgo.",
		additive:
			"Cada lado tiene su matriz, así que las anchuras pueden ser distintas. La más lenta: un tanh por cada par de palabras.",
		concat:
			"Los mismos números que la aditiva: apilar Wq y Wk en una sola matriz no cambia más que la notación.",
		multiHead:
			"Cada cabeza compara su parte. Aquí la cabeza 1 usa los dos primeros rasgos y la 2, los dos últimos; los contextos se juntan.",
	},
	caption: (name) => `Pesos con la puntuación ${name}`,
	headCaption: (head) => `Pesos de la cabeza ${head}`,
	rowAxis: "destino",
	columnAxis: "origen",
	cell: (target, source, weight) => `«${target}» mira a «${source}» con peso ${weight}.`,
	row: "Mientras escribe «coche»",
	scoresRow: "puntuaciones",
	weightsRow: "pesos",
	contextRow: "contexto",
	announce: (name, weight) => `Puntuación ${name}: «coche» mira a «car» con peso ${weight}.`,
};

export const scoresTexts = { en, es };
