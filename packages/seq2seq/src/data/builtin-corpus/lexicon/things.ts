/**
 * Things to eat, drink, read, wear, use, ride and play.
 */
import { nounsOf } from "./noun.js";

export const FOOD = nounsOf(
	"food",
	`
	apple manzana f
	orange naranja f
	pear pera f
	lemon limón m
	strawberry fresa f
	tomato/tomatoes tomate m
	potato/potatoes patata f
	onion cebolla f
	carrot zanahoria f
	egg huevo m
	cake pastel m
	cookie galleta f
	banana plátano m
	peach melocotón m
	melon melón m
	bread pan m mass
	cheese queso m mass
	rice arroz m mass
	meat carne f mass
	soup sopa f mass
	chicken pollo m mass
	butter mantequilla f mass
	honey miel f mass
	chocolate chocolate m mass
	`,
);

export const DRINKS = nounsOf(
	"drink",
	`
	water agua f mass el
	milk leche f mass
	coffee café m mass
	tea té m mass
	wine vino m mass
	beer cerveza f mass
	juice zumo m mass
	`,
);

export const READING = nounsOf(
	"reading",
	`
	book libro m
	letter carta f
	newspaper periódico m
	magazine revista f
	poem poema m
	novel novela f
	report informe m
	article artículo m
	message mensaje m
	story historia f
	`,
);

export const CLOTHES = nounsOf(
	"clothes",
	`
	shirt camisa f
	dress vestido m
	hat sombrero m
	coat abrigo m
	skirt falda f
	shoe zapato m
	glove guante m
	jacket chaqueta f
	scarf/scarves bufanda f
	tie corbata f
	boot bota f
	sweater jersey/jerséis m
	blouse blusa f
	`,
);

export const OBJECTS = nounsOf(
	"object",
	`
	key llave f
	knife/knives cuchillo m
	cup taza f
	glass vaso m
	plate plato m
	bottle botella f
	box caja f
	bag bolsa f
	basket cesta f
	umbrella paraguas/paraguas m
	pencil lápiz m
	pen bolígrafo m
	notebook cuaderno m
	watch reloj m
	lamp lámpara f
	mirror espejo m
	telephone teléfono m
	computer ordenador m
	camera cámara f
	ball pelota f
	toy juguete m
	doll muñeca f
	ring anillo m
	coin moneda f
	map mapa m
	ticket billete m
	gift regalo m
	photo foto f
	painting cuadro m
	candle vela f
	hammer martillo m
	spoon cuchara f
	fork tenedor m
	wallet cartera f
	suitcase maleta f
	towel toalla f
	blanket manta f
	axe hacha f el
	flower flor f
	`,
);

export const FURNITURE = nounsOf(
	"furniture",
	`
	table mesa f
	chair silla f
	bed cama f
	desk escritorio m
	sofa sofá m
	curtain cortina f
	wardrobe armario m
	shelf/shelves estante m
	carpet alfombra f
	`,
);

// Parts of a house: nobody carries them home from a shop.
export const FIXTURES = nounsOf(
	"fixture",
	`
	door puerta f
	window ventana f
	wall pared f
	roof tejado m
	fence valla f
	gate verja f
	`,
);

export const VEHICLES = nounsOf(
	"vehicle",
	`
	car coche m
	bus autobús m
	train tren m
	bicycle bicicleta f
	boat barco m
	plane avión m
	truck camión m
	motorcycle moto f
	`,
);

export const INSTRUMENTS = nounsOf(
	"instrument",
	`
	guitar guitarra f
	piano piano m
	violin violín m
	drum tambor m
	flute flauta f
	trumpet trompeta f
	`,
);
