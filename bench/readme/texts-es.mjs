// The words of the results in README.es.md.

const kernelsText = (text) =>
	text.replace(/(\d+) threads?$/, (_, count) => `${count} ${count === "1" ? "hilo" : "hilos"}`);

const machineText = ({ cores, processor, kernels, node }) =>
	`${cores} núcleos de ${processor} (${kernels.map(kernelsText).join("; ")}), Node ${node}`;

const explanations = {
	AER: "**AER** (*alignment error rate*, tasa de error de alineamiento): proporción de enlaces en que la atención y el alineamiento correcto no coinciden; lo perfecto es 0.",
	match:
		"**Aciertos**: proporción de palabras de la traducción que miran sobre todo a la palabra de origen que traducen; lo perfecto es 1. Los pares reales no traen alineamientos: los da un alineador de palabras entrenado con esos mismos pares.",
};

export const spanish = {
	homework: (hasBeam) =>
		`Cada ejecución entrena el mismo modelo sin atención y con ella (sin → con) y traduce, con búsqueda voraz${hasBeam ? " y con búsqueda en haz" : ""}, oraciones de prueba que ninguno de los dos ha visto.`,
	greedy: "voraz",
	beam: (size) => (size ? `haz de ${size}` : "búsqueda en haz"),
	heads: {
		command: "orden",
		pairs: "pares de entrenamiento",
		bleu: "BLEU",
		bleuBy: (search) => `BLEU, ${search}`,
		gain: "mejora de BLEU (intervalo del 95 %)",
		gainBy: (search) => `mejora de BLEU, ${search} (intervalo del 95 %)`,
		chrf: "chrF",
		chrfBy: (search) => `chrF, ${search}`,
		alignment: "alineamiento de palabras",
		minutes: "minutos para entrenar los dos",
		verdict: "veredicto",
	},
	interval: (low, high) => `de ${low} a ${high}`,
	alignment: (measure, attention, bestNull) =>
		`${measure === "match" ? "aciertos" : measure} ${attention} (mejor modelo nulo: ${bestNull})`,
	busy: "equipo ocupado",
	passed: "CUMPLE",
	notPassed: "NO CUMPLE",
	explanations: (measures, hasBeam) => [
		"**BLEU** (de 0 a 100) mide cuántas secuencias de una a cuatro palabras comparte una traducción con sus referencias. Se calcula como en sacreBLEU, sobre tokens en minúsculas y con todas las referencias; el intervalo se obtiene por bootstrap pareado.",
		"**chrF** (de 0 a 100) hace lo mismo con secuencias de hasta seis caracteres.",
		...(hasBeam
			? [
					"La **búsqueda en haz** conserva varias traducciones de una oración a la vez; la voraz sigue solo la más probable. Las penalizaciones por longitud y de cobertura de cada modelo se eligen en las oraciones de validación, nunca en las de prueba. El alineamiento de palabras no depende de la búsqueda.",
				]
			: []),
		...["AER", "match"].filter((measure) => measures.has(measure)).map((measure) => explanations[measure]),
		"El **mejor modelo nulo** es el mejor de tres alineamientos que no han aprendido nada: pesos uniformes, la simple diagonal y un modelo sin entrenar. Solo cuentan los enlaces entre palabras, no los signos de puntuación.",
		`El **veredicto** es CUMPLE si la ejecución satisface los [cinco criterios de la tarea](packages/cli/README.md#the-verdict) (en inglés)${hasBeam ? ", por omisión con búsqueda voraz" : ""}.`,
	],
	machine: (machines, files) => `Medido en ${machines.map(machineText).join("; ")}. Archivos: ${files}.`,
	speed: (isGenerated) =>
		`Velocidad de entrenamiento de los dos modelos de la tarea con ${isGenerated ? "el corpus generado" : "pares reales"}, en palabras de la traducción por segundo. Las bibliotecas se midieron por turnos en el mismo equipo; el modelo se escribió de varias maneras en cada una, y aquí figura la más rápida:`,
	withoutAttention: "sin atención",
	withAttention: "con atención",
	speedHeads: ({ torch, keras }) => [
		"modelo",
		"Mirada",
		`PyTorch ${torch}`,
		`Keras ${keras} sobre TensorFlow`,
		"Mirada / PyTorch",
	],
	speedFile: ({ cores, cpu, node }, file) =>
		`Medido en ${cores} núcleos de ${cpu}, Node ${node.replace(/^v/, "")}. Archivo: ${file}.`,
	report:
		"`npm run bench` repite las medidas de velocidad. El [informe completo](bench/results/report.md) (en inglés) las recoge todas e indica qué objetivos no se alcanzaron y por qué.",
};
