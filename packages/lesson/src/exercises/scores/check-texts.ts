// What each check of the exercise on scores is about.

const en = {
	dot: "dot(query, key) is the dot product",
	scaledDot: "scaledDot(query, key) is the dot product divided by √d",
	general: "general(query, key, W) is queryᵀ W key",
	widths: "general compares a query and a key of different widths",
	additive: "additive(query, key, Wq, Wk, v) is vᵀ tanh(queryᵀ Wq + keyᵀ Wk)",
	bounded: "however large the query, additive stays between −Σ|v| and Σ|v|",
};

const es: typeof en = {
	dot: "dot(query, key) es el producto escalar",
	scaledDot: "scaledDot(query, key) es el producto escalar dividido entre √d",
	general: "general(query, key, W) es consultaᵀ W clave",
	widths: "general compara una consulta y una clave de anchuras distintas",
	additive: "additive(query, key, Wq, Wk, v) es vᵀ tanh(consultaᵀ Wq + claveᵀ Wk)",
	bounded: "por grande que sea la consulta, additive queda entre −Σ|v| y Σ|v|",
};

export const scoresCheckTexts = { en, es };
