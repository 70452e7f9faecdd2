export function readMap(weights, source, gold) {
	const links = [];
	for (const row of weights) {
		let best = 0;
		for (let s = 0; s < row.length; s++) if (source[s] !== "<pad>" && row[s] > row[best]) best = s;
		links.push(best);
	}
	let S = 0;
	for (const word of source) if (word !== "<pad>") S++;
	let words = 0, met = 0, metByDiagonal = 0, metByChance = 0;
	for (let t = 0; t < weights.length; t++) {
		if (gold[t].length === 0) continue;
		words++;
		if (gold[t].indexOf(links[t]) >= 0) met++;
		if (gold[t].indexOf(Math.floor(((t + 0.5) * S) / weights.length)) >= 0) metByDiagonal++;
		metByChance += gold[t].length / S;
	}
	return { links: links, share: met / words, learned: met > metByDiagonal && met > metByChance };
}
