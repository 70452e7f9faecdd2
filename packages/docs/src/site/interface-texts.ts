// The words of VitePress' own interface, and the map of the lesson, in both languages.

import type { DefaultTheme } from "vitepress";
import type { Language } from "../piece/language.js";

/** The lesson's pages in order: file name, title in the side bar. */
const pages = {
	es: [
		["index", "Inicio"],
		["cuello", "1. El cuello de botella"],
		["a-mano", "2. Atención a mano"],
		["escala", "3. ¿Por qué √d?"],
		["mascaras", "4. Máscaras"],
		["puntuacion", "5. Bahdanau y Luong"],
		["cabezas", "6. Self, cross y multi-head"],
		["entrenar", "7. Entrenar y leer mapas"],
		["coste", "8. Lo que cuesta"],
		["ejercicios", "Ejercicios y homework"],
		["errores", "Errores comunes"],
		["preguntas", "Preguntas frecuentes"],
		["glosario", "Glosario"],
	],
	en: [
		["index", "Start"],
		["cuello", "1. The bottleneck"],
		["a-mano", "2. Attention by hand"],
		["escala", "3. Why √d?"],
		["mascaras", "4. Masks"],
		["puntuacion", "5. Bahdanau and Luong"],
		["cabezas", "6. Self, cross, multi-head"],
		["entrenar", "7. Train and read maps"],
		["coste", "8. What it costs"],
		["ejercicios", "Exercises and homework"],
		["errores", "Common errors"],
		["preguntas", "Questions"],
		["glosario", "Glossary"],
	],
} satisfies Record<Language, [string, string][]>;

export const pageNames: readonly string[] = pages.es.map(([name]) => name!);

export function themeOf(language: Language): DefaultTheme.Config {
	const base = language === "es" ? "/" : "/en/";
	const items = pages[language].map(([name, text]) => ({
		text,
		link: name === "index" ? base : `${base}${name}`,
	}));
	const groups =
		language === "es" ? ["La lección", "Para practicar y consultar"] : ["The lesson", "Practise and look up"];
	return {
		sidebar: [
			{ text: groups[0], items: items.slice(0, 9) },
			{ text: groups[1], items: items.slice(9) },
		],
		...words[language],
	};
}

const words = {
	es: {
		outline: { label: "En esta página", level: 2 },
		docFooter: { prev: "Anterior", next: "Siguiente" },
		darkModeSwitchLabel: "Apariencia",
		lightModeSwitchTitle: "Cambiar a modo claro",
		darkModeSwitchTitle: "Cambiar a modo oscuro",
		sidebarMenuLabel: "Menú",
		returnToTopLabel: "Volver arriba",
		langMenuLabel: "Cambiar de idioma",
		skipToContentLabel: "Saltar al contenido",
		notFound: {
			title: "PÁGINA NO ENCONTRADA",
			quote: "Aquí no hay nada que mirar.",
			linkLabel: "ir al inicio",
			linkText: "Ir al inicio",
		},
	},
	en: {
		outline: { label: "On this page", level: 2 },
		docFooter: { prev: "Previous", next: "Next" },
		skipToContentLabel: "Skip to content",
		notFound: {
			title: "PAGE NOT FOUND",
			quote: "There is nothing to look at here.",
			linkLabel: "go to the start",
			linkText: "Go to the start",
		},
	},
} satisfies Record<Language, DefaultTheme.Config>;

export const searchTranslations = {
	es: {
		button: { buttonText: "Buscar", buttonAriaLabel: "Buscar" },
		modal: {
			displayDetails: "Mostrar más detalle",
			resetButtonTitle: "Borrar la búsqueda",
			backButtonTitle: "Cerrar la búsqueda",
			noResultsText: "No hay resultados para",
			footer: {
				selectText: "elegir",
				selectKeyAriaLabel: "Intro",
				navigateText: "moverse",
				navigateUpKeyAriaLabel: "flecha arriba",
				navigateDownKeyAriaLabel: "flecha abajo",
				closeText: "cerrar",
				closeKeyAriaLabel: "Escape",
			},
		},
	},
} as const;

/** "atencion" finds "atención". */
export function foldAccents(text: string): string {
	return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
