// Small corpora of several languages, made from templates of our own: subject, verb, object and place, with the word
// order, the agreement and the script of each language. Enough to train a little on, and to see what Mirada says of
// each.

import { Random } from "@mirada/seq2seq";

export const smallCorpusLanguages = ["es", "fr", "de", "zh", "ar", "ja", "he", "th"] as const;
export type SmallCorpusLanguage = (typeof smallCorpusLanguages)[number];

/** Noun phrases, verbs and places in English; the other languages follow in the same order. */
interface Words {
	subjects: readonly string[];
	verbs: readonly string[];
	/** Colour and thing are apart where the language puts them in another order. */
	things: readonly string[];
	colours: readonly string[];
	places: readonly string[];
	sentence(parts: Parts): string;
}

/** A language whose grammar needs other words than most, so that one form of its adjectives or verbs fits all. */
interface OtherWords extends Words {
	english?: Partial<Words>;
}

interface Parts {
	subject: string;
	verb: string;
	thing: string;
	colour: string;
	place: string;
}

const english: Words = {
	subjects: ["the teacher", "my brother", "the old woman", "our neighbour", "the student", "my friend"],
	verbs: ["sees", "buys", "sells", "wants", "has"],
	things: ["book", "car", "table", "flower", "dress", "letter", "house", "door"],
	colours: ["red", "white", "black", "green", "new", "small"],
	places: ["in the city", "at the market", "near the river", "at school", "today", "every day"],
	sentence: ({ subject, verb, thing, colour, place }) =>
		`${capital(subject)} ${verb} the ${colour} ${thing} ${place}.`,
};

/** Things of both genders: `el libro rojo`, `la mesa roja`. */
const gendered = (text: string) => text.split("/") as [masculine: string, feminine: string];

const others: Record<SmallCorpusLanguage, OtherWords> = {
	es: {
		subjects: ["la profesora", "mi hermano", "la anciana", "nuestro vecino", "el estudiante", "mi amigo"],
		verbs: ["ve", "compra", "vende", "quiere", "tiene"],
		things: ["el libro", "el coche", "la mesa", "la flor", "el vestido", "la carta", "la casa", "la puerta"],
		colours: ["rojo/roja", "blanco/blanca", "negro/negra", "verde/verde", "nuevo/nueva", "pequeño/pequeña"],
		places: ["en la ciudad", "en el mercado", "cerca del río", "en la escuela", "hoy", "todos los días"],
		sentence: ({ subject, verb, thing, colour, place }) =>
			`${capital(subject)} ${verb} ${thing} ${gendered(colour)[thing.startsWith("la ") ? 1 : 0]} ${place}.`,
	},
	fr: {
		english: { colours: ["red", "white", "black", "green", "grey", "heavy"] },
		subjects: ["l'institutrice", "mon frère", "la vieille femme", "notre voisin", "l'étudiant", "mon ami"],
		verbs: ["voit", "achète", "vend", "veut", "a"],
		things: [
			"le livre",
			"la voiture",
			"la table",
			"la fleur",
			"la robe",
			"la lettre",
			"la maison",
			"la porte",
		],
		colours: ["rouge/rouge", "blanc/blanche", "noir/noire", "vert/verte", "gris/grise", "lourd/lourde"],
		places: [
			"dans la ville",
			"au marché",
			"près de la rivière",
			"à l'école",
			"aujourd'hui",
			"tous les jours",
		],
		sentence: ({ subject, verb, thing, colour, place }) =>
			`${capital(subject)} ${verb} ${thing} ${gendered(colour)[thing.startsWith("la ") ? 1 : 0]} ${place}.`,
	},
	de: {
		english: { things: ["book", "car", "bed", "picture", "dress", "paper", "house", "gate"] },
		subjects: ["die Lehrerin", "mein Bruder", "die alte Frau", "unser Nachbar", "der Student", "mein Freund"],
		verbs: ["sieht", "kauft", "verkauft", "will", "hat"],
		things: [
			"das Buch",
			"das Auto",
			"das Bett",
			"das Bild",
			"das Kleid",
			"das Papier",
			"das Haus",
			"das Tor",
		],
		colours: ["rote", "weiße", "schwarze", "grüne", "neue", "kleine"],
		places: ["in der Stadt", "auf dem Markt", "am Fluss", "in der Schule", "heute", "jeden Tag"],
		sentence: ({ subject, verb, thing, colour, place }) =>
			`${capital(place)} ${verb} ${subject} das ${colour} ${thing.slice(4)}.`,
	},
	zh: {
		subjects: ["老师", "我弟弟", "那位老太太", "我们的邻居", "学生", "我的朋友"],
		verbs: ["看见", "买", "卖", "想要", "有"],
		things: ["书", "汽车", "桌子", "花", "裙子", "信", "房子", "门"],
		colours: ["红色的", "白色的", "黑色的", "绿色的", "新的", "小的"],
		places: ["在城市里", "在市场上", "在河边", "在学校", "今天", "每天"],
		sentence: ({ subject, verb, thing, colour, place }) => `${subject}${place}${verb}${colour}${thing}。`,
	},
	ar: {
		english: {
			subjects: ["the teacher", "my sister", "the old woman", "our neighbour", "the student", "my friend"],
			verbs: ["sees", "buys", "sells", "wants", "owns"],
			things: ["book", "pen", "house", "door", "dress", "letter", "chair", "key"],
		},
		subjects: ["المعلمة", "أختي", "المرأة العجوز", "جارتنا", "الطالبة", "صديقتي"],
		verbs: ["ترى", "تشتري", "تبيع", "تريد", "تملك"],
		things: ["الكتاب", "القلم", "البيت", "الباب", "الثوب", "الخطاب", "الكرسي", "المفتاح"],
		colours: ["الأحمر", "الأبيض", "الأسود", "الأخضر", "الجديد", "الصغير"],
		places: ["في المدينة", "في السوق", "قرب النهر", "في المدرسة", "اليوم", "كل يوم"],
		sentence: ({ subject, verb, thing, colour, place }) => `${verb} ${subject} ${thing} ${colour} ${place}.`,
	},
	ja: {
		english: { verbs: ["sees", "buys", "sells", "seeks", "has"] },
		subjects: ["先生", "弟", "おばあさん", "隣の人", "学生", "友達"],
		verbs: ["見ます", "買います", "売ります", "探します", "持っています"],
		things: ["本", "車", "机", "花", "服", "手紙", "家", "ドア"],
		colours: ["赤い", "白い", "黒い", "緑の", "新しい", "小さい"],
		places: ["町で", "市場で", "川の近くで", "学校で", "今日", "毎日"],
		sentence: ({ subject, verb, thing, colour, place }) => `${subject}は${place}${colour}${thing}を${verb}。`,
	},
	he: {
		english: {
			subjects: ["the teacher", "my brother", "the old man", "our neighbour", "the pupil", "my friend"],
			verbs: ["sees", "buys", "sells", "wants", "paints"],
			things: ["book", "car", "table", "flower", "garment", "letter", "house", "gate"],
		},
		subjects: ["המורה", "אחי", "האיש הזקן", "השכן שלנו", "התלמיד", "חברי"],
		verbs: ["רואה", "קונה", "מוכר", "רוצה", "צובע"],
		things: ["הספר", "הרכב", "השולחן", "הפרח", "הבגד", "המכתב", "הבית", "השער"],
		colours: ["האדום", "הלבן", "השחור", "הירוק", "החדש", "הקטן"],
		places: ["בעיר", "בשוק", "ליד הנהר", "בבית הספר", "היום", "כל יום"],
		sentence: ({ subject, verb, thing, colour, place }) =>
			`${subject} ${verb} את ${thing} ${colour} ${place}.`,
	},
	th: {
		subjects: ["ครู", "พี่ชายของฉัน", "หญิงชรา", "เพื่อนบ้านของเรา", "นักเรียน", "เพื่อนของฉัน"],
		verbs: ["เห็น", "ซื้อ", "ขาย", "ต้องการ", "มี"],
		things: ["หนังสือ", "รถยนต์", "โต๊ะ", "ดอกไม้", "เสื้อ", "จดหมาย", "บ้าน", "ประตู"],
		colours: ["สีแดง", "สีขาว", "สีดำ", "สีเขียว", "ใหม่", "เล็ก"],
		places: ["ในเมือง", "ที่ตลาด", "ใกล้แม่น้ำ", "ที่โรงเรียน", "วันนี้", "ทุกวัน"],
		sentence: ({ subject, verb, thing, colour, place }) => `${subject}${verb}${thing}${colour}${place}`,
	},
};

/** `count` pairs of English and that language as lines of a file, each source once, the same for the same seed. */
export function smallCorpus(language: SmallCorpusLanguage, count: number, seed = 1): string {
	const random = new Random(seed);
	const lines = new Set<string>();
	const target = others[language];
	const source: Words = { ...english, ...target.english };
	while (lines.size < count) {
		const choice = {
			subjects: random.below(source.subjects.length),
			verbs: random.below(source.verbs.length),
			things: random.below(source.things.length),
			colours: random.below(source.colours.length),
			places: random.below(source.places.length),
		};
		const parts = (words: Words): Parts => ({
			subject: words.subjects[choice.subjects]!,
			verb: words.verbs[choice.verbs]!,
			thing: words.things[choice.things]!,
			colour: words.colours[choice.colours]!,
			place: words.places[choice.places]!,
		});
		lines.add(`${source.sentence(parts(source))}\t${target.sentence(parts(target))}\n`);
	}
	return [...lines].join("");
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
