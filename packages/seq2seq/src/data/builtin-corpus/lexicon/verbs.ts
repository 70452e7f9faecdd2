/**
 * The verbs, by the frames that they stand in.
 */
import { type Verb, verbsOf } from "./verb.js";

/** Somebody does it to something. */
export const TRANSITIVE = verbsOf(`
	eat | comer | food
	drink | beber | drink
	cook | cocinar | rice meat soup chicken potato egg carrot
	buy | comprar | food drink reading clothes object vehicle furniture animal
	sell | vender | food clothes object vehicle furniture animal
	read | leer | reading
	write | escribir | letter poem novel report article message story
	open | abrir | door window box bottle bag letter gift wardrobe suitcase
	close | cerrar | door window box bottle bag curtain wardrobe suitcase
	break | romper | window cup glass plate bottle mirror lamp toy chair | once
	wash | lavar | clothes plate cup glass car spoon fork towel blanket
	clean | limpiar | furniture window door wall kitchen office house mirror shoe car
	see | ver | animal object place person vehicle movie play | cares
	find | encontrar | object clothes animal reading ticket answer mistake | cares once
	lose | perder | key umbrella wallet ticket ring watch glove map suitcase coin | once
	look for | buscar | object clothes animal reading
	carry | llevar | box bag basket suitcase bottle lamp chair candle
	bring | traer | food drink gift flower reading blanket towel
	draw | dibujar | animal tree house flower map mountain castle bird boat
	paint | pintar | wall door house chair table boat fence flower horse
	repair | reparar | vehicle roof computer telephone fence watch door
	drive | conducir | car bus truck
	play | tocar | instrument song
	watch | mirar | movie play game bird star cloud | cares
	study | estudiar | lesson poem map report
	forget | olvidar | key umbrella wallet ticket word answer notebook rule | once
	remember | recordar | word answer rule story song | known
	choose | elegir | clothes gift book food ring song plan | once
	order | pedir | food drink
	serve | servir | food drink
	cut | cortar | food tree flower
	steal | robar | vehicle ring coin painting wallet camera horse computer | once
	hide | esconder | key box letter gift ring coin photo wallet | once
	follow | seguir | animal person rule | cares known
	protect | proteger | animal castle city forest village | cares known
	build | construir | house bridge school castle tower boat wall hospital church | once
	use | usar | computer telephone camera hammer umbrella map knife bicycle
	wear | llevar | clothes | state
	throw | tirar | ball stone shoe box
	win | ganar | game | once
	translate | traducir | reading word song
	prepare | preparar | food coffee tea juice lesson exam
	explain | explicar | idea plan problem rule lesson word
	discover | descubrir | secret island mistake plan castle | once
	collect | coleccionar | coin watch doll map hat camera
	feed | alimentar | animal | cares
	lift | levantar | box table chair suitcase bag stone
	light | encender | lamp candle
	sing | cantar | song
	visit | visitar | person kin place | known
	help | ayudar | person kin | known
	greet | saludar | person kin
	call | llamar | person kin
	invite | invitar | person kin
	meet | conocer | person | once
	hug | abrazar | person kin
	admire | admirar | person kin painting castle cathedral | state known
	know | conocer | person kin place | state known
	need | necesitar | object vehicle food clothes | state
	have | tener | object vehicle animal clothes furniture instrument | state
	want | querer | object vehicle animal clothes instrument food drink | state
	prefer | preferir | food drink clothes | state
	understand | entender | idea problem question answer lesson rule word | state known
	hate | odiar | work exam rule lesson | state known
`);

/** Somebody does it, to nobody. */
export const INTRANSITIVE = verbsOf(`
	run | correr
	walk | caminar
	sleep | dormir
	work | trabajar
	dance | bailar
	travel | viajar
	swim | nadar
	cry | llorar
	rest | descansar
	wait | esperar
	sing | cantar
	shout | gritar
`);

/** Somebody gets to, or leaves, a place; the English preposition and the Spanish one. */
export const MOTION = verbsOf(`
	go to | ir a | place | still
	return to | volver a | place
	arrive at | llegar a | station airport school hospital office hotel theater castle factory museum market | once
	walk to | caminar hasta | place
	run to | correr hasta | place
	travel to | viajar a | city village island beach mountain lake farm castle
	come from | venir de | place | still
	enter | entrar en | house school church hospital library museum kitchen shop restaurant office hotel castle
	leave | salir de | house school church hospital library museum shop restaurant office hotel castle city | once
`);

/** Somebody does it to something for somebody. */
export const DITRANSITIVE = verbsOf(`
	give | dar | object reading clothes food animal
	send | enviar | reading gift flower photo ticket map
	show | mostrar | reading painting photo ring map animal garden house
	lend | prestar | object reading clothes vehicle instrument
	sell | vender | object vehicle furniture animal instrument
	offer | ofrecer | food drink chair ticket gift flower
	return | devolver | object reading clothes
	bring | traer | food drink reading gift blanket
	read | leer | letter poem story message report
	explain | explicar | idea plan problem rule lesson
	tell | contar | story secret
	teach | enseñar | song lesson poem rule
	promise | prometer | gift horse bicycle toy ring | once
`);

/** Somebody does it to himself. */
export const REFLEXIVE = verbsOf(`
	get up | levantarse
	wake up | despertarse
	get dressed | vestirse
	sit down | sentarse
	go to bed | acostarse
	get tired | cansarse
	get angry | enfadarse
	shower | ducharse
	move | mudarse | | once
`);

/** Somebody does it to an infinitive: wants to buy, learns to play. */
export const WITH_INFINITIVE = verbsOf(`
	want to | querer | | state
	need to | necesitar | | state
	prefer to | preferir | | state
	have to | tener que | | state
	hope to | esperar | | state
	decide to | decidir | | once
	try to | intentar
	promise to | prometer | | once
	learn to | aprender a
	begin to | empezar a
	forget to | olvidar | | once
`);

/** Somebody does it to a whole clause: says that, thinks that. */
export const WITH_CLAUSE = verbsOf(`
	say | decir
	think | pensar | | state
	believe | creer | | state
	know | saber | | state
	announce | anunciar | | once
	explain | explicar
	discover | descubrir | | once
`);

/** Somebody has a part in the clause of another: wants him to come, que venga. */
export const WITH_WISH = verbsOf(`
	want | querer | | state
	need | necesitar | | state
	prefer | preferir | | state
	ask | pedir
`);

/** The thing is the subject in Spanish and pleases, interests or hurts somebody: le gustan. */
export const PLEASING = verbsOf(`
	like | gustar | food animal instrument work clothes reading | state
	love | encantar | food animal instrument work reading | state
`);

export const COPULAS = verbsOf(`
	be | ser | | state
	be | estar | | state
`);

export const [SER, ESTAR] = COPULAS as [Verb, Verb];

export const ALL_VERBS: readonly Verb[] = [
	TRANSITIVE,
	INTRANSITIVE,
	MOTION,
	DITRANSITIVE,
	REFLEXIVE,
	WITH_INFINITIVE,
	WITH_CLAUSE,
	WITH_WISH,
	PLEASING,
	COPULAS,
].flat();

/** The one verb of a frame with these words. */
export function verbNamed(frame: readonly Verb[], english: string): Verb {
	const found = frame.find((verb) => `${verb.english} ${verb.particle}`.trim() === english);
	if (!found) throw new Error(`verbNamed: expected a verb of the lexicon, got "${english}"`);
	return found;
}
