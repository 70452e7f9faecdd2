// The pages of the built site.

import { readdirSync } from "node:fs";
import { join } from "node:path";

const folders = { es: "", en: "en" };

/** `[{ name: "escala", language: "es", path: "/escala.html" }]` of both languages. */
export function builtPages(dist) {
	return Object.entries(folders).flatMap(([language, folder]) =>
		readdirSync(join(dist, folder))
			.filter((file) => file.endsWith(".html") && file !== "404.html")
			.sort()
			.map((file) => ({
				name: file.replace(/\.html$/, ""),
				language,
				path: `/${folder ? `${folder}/` : ""}${file}`,
			})),
	);
}
