import { describe, expect, it } from "vitest";
import {
	conjugate,
	gerund,
	imperative,
	type SpanishTense,
	spanishParticiple,
} from "./spanish-conjugation.js";

const PERSONS = [
	{ person: 1, number: "singular" },
	{ person: 2, number: "singular" },
	{ person: 3, number: "singular" },
	{ person: 1, number: "plural" },
	{ person: 3, number: "plural" },
] as const;
const all = (infinitive: string, tense: SpanishTense) =>
	PERSONS.map((agreement) => conjugate(infinitive, tense, agreement)).join(" ");

// Typed from a grammar, not from the program.
describe("conjugate", () => {
	it.each([
		["comprar", "present", "compro compras compra compramos compran"],
		["comer", "present", "como comes come comemos comen"],
		["vivir", "present", "vivo vives vive vivimos viven"],
		["cerrar", "present", "cierro cierras cierra cerramos cierran"],
		["encontrar", "present", "encuentro encuentras encuentra encontramos encuentran"],
		["jugar", "present", "juego juegas juega jugamos juegan"],
		["pedir", "present", "pido pides pide pedimos piden"],
		["seguir", "present", "sigo sigues sigue seguimos siguen"],
		["elegir", "present", "elijo eliges elige elegimos eligen"],
		["preferir", "present", "prefiero prefieres prefiere preferimos prefieren"],
		["conocer", "present", "conozco conoces conoce conocemos conocen"],
		["conducir", "present", "conduzco conduces conduce conducimos conducen"],
		["construir", "present", "construyo construyes construye construimos construyen"],
		["proteger", "present", "protejo proteges protege protegemos protegen"],
		["tener", "present", "tengo tienes tiene tenemos tienen"],
		["venir", "present", "vengo vienes viene venimos vienen"],
		["decir", "present", "digo dices dice decimos dicen"],
		["ir", "present", "voy vas va vamos van"],
		["ser", "present", "soy eres es somos son"],
		["dar", "present", "doy das da damos dan"],
		["ver", "present", "veo ves ve vemos ven"],
		["saber", "present", "sé sabes sabe sabemos saben"],
		["buscar", "preterite", "busqué buscaste buscó buscamos buscaron"],
		["pagar", "preterite", "pagué pagaste pagó pagamos pagaron"],
		["empezar", "preterite", "empecé empezaste empezó empezamos empezaron"],
		["vender", "preterite", "vendí vendiste vendió vendimos vendieron"],
		["leer", "preterite", "leí leíste leyó leímos leyeron"],
		["construir", "preterite", "construí construiste construyó construimos construyeron"],
		["dormir", "preterite", "dormí dormiste durmió dormimos durmieron"],
		["pedir", "preterite", "pedí pediste pidió pedimos pidieron"],
		["seguir", "preterite", "seguí seguiste siguió seguimos siguieron"],
		["preferir", "preterite", "preferí preferiste prefirió preferimos prefirieron"],
		["tener", "preterite", "tuve tuviste tuvo tuvimos tuvieron"],
		["traer", "preterite", "traje trajiste trajo trajimos trajeron"],
		["decir", "preterite", "dije dijiste dijo dijimos dijeron"],
		["hacer", "preterite", "hice hiciste hizo hicimos hicieron"],
		["conducir", "preterite", "conduje condujiste condujo condujimos condujeron"],
		["ver", "preterite", "vi viste vio vimos vieron"],
		["ir", "preterite", "fui fuiste fue fuimos fueron"],
		["comprar", "imperfect", "compraba comprabas compraba comprábamos compraban"],
		["vivir", "imperfect", "vivía vivías vivía vivíamos vivían"],
		["ser", "imperfect", "era eras era éramos eran"],
		["ver", "imperfect", "veía veías veía veíamos veían"],
		["comprar", "future", "compraré comprarás comprará compraremos comprarán"],
		["tener", "future", "tendré tendrás tendrá tendremos tendrán"],
		["hacer", "future", "haré harás hará haremos harán"],
		["poder", "conditional", "podría podrías podría podríamos podrían"],
		["comer", "conditional", "comería comerías comería comeríamos comerían"],
		["comprar", "subjunctive", "compre compres compre compremos compren"],
		["buscar", "subjunctive", "busque busques busque busquemos busquen"],
		["pagar", "subjunctive", "pague pagues pague paguemos paguen"],
		["cerrar", "subjunctive", "cierre cierres cierre cerremos cierren"],
		["volver", "subjunctive", "vuelva vuelvas vuelva volvamos vuelvan"],
		["dormir", "subjunctive", "duerma duermas duerma durmamos duerman"],
		["pedir", "subjunctive", "pida pidas pida pidamos pidan"],
		["seguir", "subjunctive", "siga sigas siga sigamos sigan"],
		["elegir", "subjunctive", "elija elijas elija elijamos elijan"],
		["conocer", "subjunctive", "conozca conozcas conozca conozcamos conozcan"],
		["traer", "subjunctive", "traiga traigas traiga traigamos traigan"],
		["hacer", "subjunctive", "haga hagas haga hagamos hagan"],
		["ver", "subjunctive", "vea veas vea veamos vean"],
		["ir", "subjunctive", "vaya vayas vaya vayamos vayan"],
	] as const)("%s, %s", (infinitive, tense, expected) => {
		expect(all(infinitive, tense)).toBe(expected);
	});
});

describe("participles, gerunds and commands", () => {
	it.each([
		["comprar", "comprado", "comprando", "compra"],
		["comer", "comido", "comiendo", "come"],
		["leer", "leído", "leyendo", "lee"],
		["traer", "traído", "trayendo", "trae"],
		["construir", "construido", "construyendo", "construye"],
		["dormir", "dormido", "durmiendo", "duerme"],
		["pedir", "pedido", "pidiendo", "pide"],
		["seguir", "seguido", "siguiendo", "sigue"],
		["escribir", "escrito", "escribiendo", "escribe"],
		["hacer", "hecho", "haciendo", "haz"],
		["decir", "dicho", "diciendo", "di"],
		["poner", "puesto", "poniendo", "pon"],
		["volver", "vuelto", "volviendo", "vuelve"],
		["ir", "ido", "yendo", "ve"],
	])("%s", (infinitive, participle, gerundForm, command) => {
		expect([spanishParticiple(infinitive), gerund(infinitive), imperative(infinitive)]).toEqual([
			participle,
			gerundForm,
			command,
		]);
	});
});
