/**
 * People and animals.
 */
import { nounsOf } from "./noun.js";

export const PEOPLE = nounsOf(
	"person",
	`
	boy niño m
	girl niña f
	man/men hombre m
	woman/women mujer f
	doctor médico m
	nurse enfermera f
	teacher profesor m
	student estudiante m
	friend amigo m
	neighbor vecino m
	baker panadero m
	farmer granjero m
	lawyer abogado m
	engineer ingeniero m
	singer cantante m
	actress actriz f
	painter pintor m
	writer escritora f
	journalist periodista m
	waiter camarero m
	cook cocinero m
	king rey m
	queen reina f
	soldier soldado m
	thief/thieves ladrón m
	guest invitado m
	judge juez m
	secretary secretaria f
	tourist turista m
	dentist dentista m
	pilot piloto m
	gardener jardinero m
	carpenter carpintero m
	fisherman/fishermen pescador m
	poet poeta m
	scientist científica f
	mayor alcalde m
	princess princesa f
	tailor sastre m
	mechanic mecánico m
	dancer bailarina f
	photographer fotógrafo m
	`,
);

// Said with their owner: my sister, Ana's uncle.
export const KIN = nounsOf(
	"kin",
	`
	brother hermano m
	sister hermana f
	mother madre f
	father padre m
	grandmother abuela f
	grandfather abuelo m
	uncle tío m
	aunt tía f
	cousin primo m
	son hijo m
	daughter hija f
	nephew sobrino m
	niece sobrina f
	`,
);

export const ANIMALS = nounsOf(
	"animal",
	`
	dog perro m
	cat gato m
	horse caballo m
	cow vaca f
	bird pájaro m
	mouse/mice ratón m
	rabbit conejo m
	lamb cordero m
	duck pato m
	hen gallina f
	pig cerdo m
	goat cabra f
	donkey burro m
	turtle tortuga f
	monkey mono m
	parrot loro m
	eagle águila f el
	`,
);
