// Cycles among files, and among the folders that they lie in.

import { dirname } from "node:path";

/**
 * Every cycle, as text: its members, then the imports that make it. In each folder its files and its subfolders, each
 * with all that is in it, are the nodes of a graph; `importsOf(file)` lists the files that a file imports.
 */
export function importCycles(files, importsOf) {
	const known = new Set(files);
	const imports = files.flatMap((from) =>
		importsOf(from)
			.filter((to) => known.has(to))
			.map((to) => ({ from, to })),
	);
	return foldersOf(files).flatMap((folder) => {
		const node = (file) =>
			file.startsWith(`${folder}/`) ? `${folder}/${file.slice(folder.length + 1).split("/")[0]}` : undefined;
		const edges = imports
			.map((edge) => ({ ...edge, a: node(edge.from), b: node(edge.to) }))
			.filter(({ a, b }) => a !== undefined && b !== undefined && a !== b);
		return knots(edges).map((members) => {
			const inside = edges.filter(({ a, b }) => members.includes(a) && members.includes(b));
			return `${members.join(", ")}: ${inside.map(({ from, to }) => `${from} imports ${to}`).join("; ")}`;
		});
	});
}

function foldersOf(files) {
	const folders = new Set();
	for (const file of files)
		for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) folders.add(folder);
	return [...folders].sort();
}

/** Sets of nodes that reach each other, of edges `{ a, b }`. */
function knots(edges) {
	const nodes = [...new Set(edges.flatMap(({ a, b }) => [a, b]))].sort();
	const next = new Map(nodes.map((node) => [node, new Set()]));
	for (const { a, b } of edges) next.get(a).add(b);
	const reach = new Map(nodes.map((node) => [node, reachableFrom(node, next)]));
	const found = [];
	for (const node of nodes) {
		if (!reach.get(node).has(node) || found.some((members) => members.includes(node))) continue;
		found.push(nodes.filter((other) => reach.get(node).has(other) && reach.get(other).has(node)));
	}
	return found;
}

/** The nodes that can be reached by one edge or more. */
function reachableFrom(start, next) {
	const seen = new Set();
	const waiting = [...next.get(start)];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (seen.has(node)) continue;
		seen.add(node);
		waiting.push(...next.get(node));
	}
	return seen;
}
