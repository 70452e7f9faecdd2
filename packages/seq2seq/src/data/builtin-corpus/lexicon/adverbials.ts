/**
 * When, how often and how: fixed expressions with their own links.
 *
 * Links are in the Pharaoh format, English word first; an article that only Spanish has is left unlinked.
 */
import { expression, type Phrase } from "../words/words.js";

type Entry = readonly [english: string, spanish: string, links?: string];

/** Makes the phrase anew each time: its concepts belong to one sentence. */
export function adverbial([english, spanish, links]: Entry): Phrase {
	return expression(english, spanish, links);
}

export const PAST_TIMES: readonly Entry[] = [
	["yesterday", "ayer"],
	["last night", "anoche"],
	["last week", "la semana pasada", "0-2 1-1"],
	["last month", "el mes pasado", "0-2 1-1"],
	["last year", "el año pasado", "0-2 1-1"],
	["last summer", "el verano pasado", "0-2 1-1"],
	["last winter", "el invierno pasado", "0-2 1-1"],
	["yesterday morning", "ayer por la mañana", "0-0 1-3"],
	["yesterday afternoon", "ayer por la tarde", "0-0 1-3"],
	["this morning", "esta mañana", "0-0 1-1"],
	["on monday", "el lunes", "0-0 1-1"],
	["on tuesday", "el martes", "0-0 1-1"],
	["on saturday", "el sábado", "0-0 1-1"],
];

export const FUTURE_TIMES: readonly Entry[] = [
	["tomorrow", "mañana"],
	["tonight", "esta noche"],
	["next week", "la semana que viene", "0-2 0-3 1-1"],
	["next month", "el mes que viene", "0-2 0-3 1-1"],
	["next year", "el año que viene", "0-2 0-3 1-1"],
	["next summer", "el verano que viene", "0-2 0-3 1-1"],
	["tomorrow morning", "mañana por la mañana", "0-0 1-3"],
	["tomorrow afternoon", "mañana por la tarde", "0-0 1-3"],
	["soon", "pronto"],
	["on wednesday", "el miércoles", "0-0 1-1"],
	["on thursday", "el jueves", "0-0 1-1"],
	["on friday", "el viernes", "0-0 1-1"],
];

export const HABIT_TIMES: readonly Entry[] = [
	["every day", "todos los días", "0-0 0-1 1-2"],
	["every week", "todas las semanas", "0-0 0-1 1-2"],
	["every year", "todos los años", "0-0 0-1 1-2"],
	["every morning", "todas las mañanas", "0-0 0-1 1-2"],
	["every night", "todas las noches", "0-0 0-1 1-2"],
	["every summer", "todos los veranos", "0-0 0-1 1-2"],
	["on sundays", "los domingos", "0-0 1-1"],
	["on saturdays", "los sábados", "0-0 1-1"],
	["on mondays", "los lunes", "0-0 1-1"],
	["in the morning", "por la mañana", "0-0 1-1 2-2"],
	["in the afternoon", "por la tarde", "0-0 1-1 2-2"],
	["at night", "por la noche", "0-0 1-2"],
	["in winter", "en invierno", "0-0 1-1"],
	["in summer", "en verano", "0-0 1-1"],
	["in spring", "en primavera", "0-0 1-1"],
	["in autumn", "en otoño", "0-0 1-1"],
];

export const NOW_TIMES: readonly Entry[] = [
	["now", "ahora"],
	["right now", "ahora mismo"],
	["today", "hoy"],
	["this morning", "esta mañana", "0-0 1-1"],
];

/** Before the verb in both languages. */
export const FREQUENCIES: readonly Entry[] = [
	["always", "siempre"],
	["usually", "normalmente"],
	["never", "nunca"],
	["rarely", "raramente"],
	["sometimes", "a veces"],
];

export const MANNERS: readonly Entry[] = [
	["slowly", "despacio"],
	["quickly", "rápidamente"],
	["carefully", "con cuidado"],
	["quietly", "en silencio"],
	["happily", "alegremente"],
	["calmly", "tranquilamente"],
	["patiently", "pacientemente"],
];
