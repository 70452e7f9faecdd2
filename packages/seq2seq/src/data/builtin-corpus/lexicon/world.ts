/**
 * Places, nature, ideas and works.
 */
import { nounsOf } from "./noun.js";

export const PLACES = nounsOf(
	"place",
	`
	house casa f
	school escuela f
	church iglesia f
	hospital hospital m
	library biblioteca f
	museum museo m
	park parque m
	garden jardín m
	kitchen cocina f
	street calle f
	bridge puente m
	market mercado m
	shop tienda f
	restaurant restaurante m
	station estación f
	airport aeropuerto m
	bank banco m
	beach playa f
	river río m
	lake lago m
	mountain montaña f
	village pueblo m
	city ciudad f
	farm granja f
	forest bosque m
	office oficina f
	hotel hotel m
	theater teatro m
	castle castillo m
	factory fábrica f
	square plaza f
	island isla f
	bakery panadería f
	pharmacy farmacia f
	university universidad f
	cathedral catedral f
	tower torre f
	`,
);

export const NATURE = nounsOf(
	"nature",
	`
	tree árbol m
	stone piedra f
	cloud nube f
	star estrella f
	leaf/leaves hoja f
	`,
);

export const IDEAS = nounsOf(
	"idea",
	`
	idea idea f
	problem problema m
	question pregunta f
	answer respuesta f
	plan plan m
	lesson lección f
	exam examen/exámenes m
	rule regla f
	word palabra f
	mistake error m
	secret secreto m
	`,
);

// What is sung, seen and played.
export const WORKS = nounsOf(
	"work",
	`
	song canción f
	movie película f
	game partido m
	play obra f
	concert concierto m
	dance baile m
	`,
);
