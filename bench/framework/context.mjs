// What a suite receives: options, inputs, contender processes, `race`, machine limits, and a way to print.

import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { peers } from "../install/peers.mjs";
import { wrongOf } from "./comparison.mjs";
import { ContenderProcess } from "./contender-process.mjs";
import { race } from "./race.mjs";
import { SeededInputs } from "./seeded-inputs.mjs";
import { significant } from "./statistics.mjs";
import { bestPeerOf, measureOf, otherWorkOf, oursOf } from "./targets.mjs";

const peersFolder = fileURLToPath(new URL("../peers/", import.meta.url));

export class Context {
	#processes = new Map();
	#installed = new Map();

	/**
	 * `home`: folder of peers, logs and inputs; `threads`: ascending thread counts; `only`: text that case names must
	 * contain; `data`: a file of sentence pairs, if one was given; `journal`: a RowJournal.
	 */
	constructor({ home, quick, threads, only = "", say, data, journal }) {
		this.home = home;
		this.quick = quick;
		this.only = only;
		this.threads = threads;
		this.mostThreads = threads.at(-1);
		this.say = say;
		this.data = data && resolve(data);
		this.journal = journal;
		this.rounds = quick ? 3 : 5;
		this.roundMilliseconds = quick ? 20 : 60;
		this.inputs = new SeededInputs(join(home, "inputs"));
		// Per process, because another run may be active.
		this.scratch = join(home, "scratch", String(process.pid));
		/** Peer -> version, filled as their processes start. */
		this.versions = Object.assign({}, ...journal.entries.map(({ versions }) => versions));
		mkdirSync(join(home, "logs"), { recursive: true });
		mkdirSync(this.scratch, { recursive: true });
		process.once("exit", () => rmSync(this.scratch, { recursive: true, force: true }));
	}

	/** Resolves to `{ command, env }` of an installed peer; rejects with a `skip` reason. */
	install(id) {
		if (!this.#installed.has(id)) {
			const { title, install } = peers[id];
			const log = join(this.home, "logs", `install-${id}.log`);
			const say = (text) => this.say(`${title}: ${text}`);
			const work = install(this.home, { log, say }).catch((error) => {
				say(`left out: ${error.message}`);
				throw Object.assign(error, { skip: `${title} is not installed: ${error.message}` });
			});
			this.#installed.set(id, work);
		}
		return this.#installed.get(id);
	}

	/**
	 * A function that resolves to the process of `script` (in bench/peers) with this many threads: started at the
	 * first call, then kept until the suite ends. `env` is added to its environment.
	 */
	worker({ peer, script, threads = this.mostThreads, env = {} }) {
		const key = JSON.stringify([script, threads, env]);
		return async () => {
			const kept = this.#processes.get(key);
			if (kept && !kept.ended) return kept;
			const installed = await this.install(peer);
			const counts = ["OMP", "MKL", "OPENBLAS", "BENCH"].map((name) => [
				`${name}_NUM_THREADS`,
				String(threads),
			]);
			const started = new ContenderProcess([...installed.command, join(peersFolder, script)], {
				env: { ...Object.fromEntries(counts), ...installed.env, ...env },
				cwd: this.scratch,
				log: join(this.home, "logs", `${script}.log`),
			});
			this.#processes.set(key, started);
			const { result } = await started.ask("call", { name: "versions" }).catch(() => ({ result: {} }));
			Object.assign(this.versions, result);
			return started;
		};
	}

	/** Whether a case of this name was asked for and has not been measured before an interruption. */
	wants(name, group) {
		return name.includes(this.only) && !this.journal.has(name, group);
	}

	/** Keeps a row that was measured and prints it. */
	add(row) {
		row.failed ??= row.contenders && wrongOf(row.contenders);
		this.journal.add(row, this.versions);
		this.#sayRow(row);
	}

	get rows() {
		return this.journal.entries.map(({ row }) => row);
	}

	/** `race` with this run's rounds; `rounds` may ask for fewer. */
	race({ rounds = this.rounds, ...options }) {
		return race({
			rounds: Math.min(rounds, this.rounds),
			roundMilliseconds: this.roundMilliseconds,
			outputsFolder: this.scratch,
			...options,
		});
	}

	/** One line of progress: our time with all threads and the best peer's. */
	#sayRow(row) {
		if (!row.contenders) return this.say(`${row.case}: ${significant(row.value, 3)} ${row.unit}`);
		const ours = oursOf(row, this.mostThreads);
		const ratio = measureOf(row, "ratio", { threads: this.mostThreads });
		const peer = bestPeerOf(row, this.mostThreads);
		const rate = (seconds) =>
			row.amount
				? `${significant(row.amount / seconds, 3)} ${row.unit}`
				: `${significant(1000 * seconds, 3)} ms`;
		const parts = [ours?.seconds ? rate(ours.seconds.median) : `no result: ${ours?.wrong ?? ours?.skipped}`];
		if (peer)
			parts.push(
				`best peer ${rate(peer.seconds.median)} (${peer.name}, ${peer.variant}${peer.threads < this.mostThreads ? `, ${peer.threads} thread${peer.threads === 1 ? "" : "s"}` : ""})`,
			);
		if (ratio) parts.push(`ratio ${ratio.toFixed(2)}`);
		const others = otherWorkOf(row);
		if (others !== undefined) parts.push(`busy machine: ${others} % other work`);
		this.say(`${row.group ? `${row.group}: ` : ""}${row.case}: ${parts.join(", ")}`);
	}

	/** Process ids of the running contenders. */
	get pids() {
		return [...this.#processes.values()].filter(({ ended }) => !ended).map(({ pid }) => pid);
	}

	/** Ends every process and removes what they wrote. */
	async close() {
		await Promise.all([...this.#processes.values()].map((started) => started.close()));
		this.#processes.clear();
		rmSync(this.scratch, { recursive: true, force: true });
	}
}
