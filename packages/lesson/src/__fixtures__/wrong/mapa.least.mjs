// hint: least-not-most

export function readMap(weights, source, gold) {
	const S = source.filter((word) => word !== "<pad>").length;
	const T = weights.length;
	const linked = gold.map((_, t) => t).filter((t) => gold[t].length > 0);
	const shareOf = (links) => linked.filter((t) => gold[t].includes(links[t])).length / linked.length;
	const diagonal = Array.from({ length: T }, (_, t) => Math.floor(((t + 0.5) * S) / T));
	const uniform = linked.reduce((sum, t) => sum + gold[t].length / S, 0) / linked.length;
	const links = weights.map((row) => { const words = row.slice(0, S); return words.indexOf(Math.min(...words)); });
	const share = shareOf(links);
	const learned = share > shareOf(diagonal) && share > uniform;
	return { links, share, learned };
}
