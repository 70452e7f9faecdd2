/**
 * English verbs that do not take -ed: base, past, past participle.
 */

const TABLE = `
	begin began begun
	break broke broken
	bring brought brought
	build built built
	buy bought bought
	choose chose chosen
	come came come
	cut cut cut
	do did done
	draw drew drawn
	drink drank drunk
	drive drove driven
	eat ate eaten
	fall fell fallen
	feed fed fed
	find found found
	forget forgot forgotten
	get got got
	give gave given
	go went gone
	have had had
	hide hid hidden
	know knew known
	leave left left
	lend lent lent
	light lit lit
	lose lost lost
	make made made
	meet met met
	pay paid paid
	put put put
	read read read
	run ran run
	say said said
	see saw seen
	sell sold sold
	send sent sent
	show showed shown
	sing sang sung
	sit sat sat
	sleep slept slept
	speak spoke spoken
	spend spent spent
	steal stole stolen
	swim swam swum
	take took taken
	teach taught taught
	tell told told
	think thought thought
	throw threw thrown
	understand understood understood
	wake woke woken
	wear wore worn
	win won won
	write wrote written
`;

export interface IrregularForms {
	readonly past: string;
	readonly participle: string;
}

export const ENGLISH_IRREGULAR: ReadonlyMap<string, IrregularForms> = new Map(
	TABLE.trim()
		.split("\n")
		.map((line) => {
			const [base = "", past = "", participle = ""] = line.trim().split(" ");
			return [base, { past, participle }];
		}),
);
