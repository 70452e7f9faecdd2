import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheFolder } from "./cache-folder.js";
import { CorpusError } from "./corpus-error.js";
import { type CorpusSource, downloadCorpus, SPA_ENG } from "./download.js";

const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));
const HALF = 90_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let folder: string;
let ranges: (string | undefined)[];
/** The answers to the requests in turn; the last one to all that follow. */
let answers: Answer[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "mirada-download-"));
	ranges = [];
	server = createServer((request, response) => {
		const answer = answers[Math.min(ranges.length, answers.length - 1)]!;
		ranges.push(request.headers.range);
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	await rm(folder, { recursive: true });
});

const whole: Answer = (request, response) => {
	const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
	if (from === 0) return void response.writeHead(200, { "content-length": CONTENT.length }).end(CONTENT);
	response.writeHead(206, {
		"content-length": CONTENT.length - from,
		"content-range": `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}`,
	});
	response.end(CONTENT.subarray(from));
};
const wholeWithoutRanges: Answer = (_, response) => {
	response.writeHead(200, { "content-length": CONTENT.length }).end(CONTENT);
};
const cutOff: Answer = (_, response) => {
	response.writeHead(200, { "content-length": CONTENT.length });
	response.write(CONTENT.subarray(0, HALF));
	// Breaks off once some of it has arrived: an answer that is cut at once may come without a byte.
	const arrived = setInterval(() => {
		const part = statSync(join(folder, "corpus.bin.part"), { throwIfNoEntry: false });
		if (part === undefined || part.size === 0) return;
		clearInterval(arrived);
		response.destroy();
	}, 5);
};
const hanging: Answer = (_, response) => {
	response.writeHead(200, { "content-length": CONTENT.length });
	response.write(CONTENT.subarray(0, HALF));
};
const status =
	(code: number): Answer =>
	(_, response) =>
		void response.writeHead(code).end("no");

function source(changes: Partial<CorpusSource> = {}): CorpusSource {
	return {
		name: "test",
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/corpus.bin`,
		fileName: "corpus.bin",
		bytes: CONTENT.length,
		sha256: createHash("sha256").update(CONTENT).digest("hex"),
		attribution: "nobody",
		...changes,
	};
}

async function errorOf(promise: Promise<unknown>): Promise<Error> {
	return promise.then(
		() => expect.fail("expected an error, got none"),
		(error: Error) => error,
	);
}

describe("downloadCorpus", () => {
	it("puts the file in place, reports progress, and does not ask again", async () => {
		answers = [whole];
		const seen: number[] = [];
		const onProgress = ({ receivedBytes }: { receivedBytes: number }) => seen.push(receivedBytes);
		const first = await downloadCorpus(source(), { folder, onProgress });
		expect(first).toEqual({ path: join(folder, "corpus.bin"), wasCached: false });
		expect(CONTENT.equals(await readFile(first.path))).toBe(true);
		expect(seen[0]).toBe(0);
		expect(seen.at(-1)).toBe(CONTENT.length);
		expect(await readdir(folder)).toEqual(["corpus.bin"]);
		expect((await downloadCorpus(source(), { folder })).wasCached).toBe(true);
		expect(ranges).toHaveLength(1);
	});

	it("goes on where the connection broke off", async () => {
		answers = [cutOff, whole];
		const { path } = await downloadCorpus(source(), { folder });
		expect(CONTENT.equals(await readFile(path))).toBe(true);
		expect(ranges[0]).toBeUndefined();
		expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
	});

	it("goes on where an earlier run was stopped", async () => {
		answers = [whole];
		await writeFile(join(folder, "corpus.bin.part"), CONTENT.subarray(0, HALF));
		const { path } = await downloadCorpus(source(), { folder });
		expect(CONTENT.equals(await readFile(path))).toBe(true);
		expect(ranges).toEqual([`bytes=${HALF}-`]);
	});

	it("starts again if the server sends no ranges", async () => {
		answers = [wholeWithoutRanges];
		await writeFile(join(folder, "corpus.bin.part"), CONTENT.subarray(0, HALF));
		const { path } = await downloadCorpus(source(), { folder });
		expect(CONTENT.equals(await readFile(path))).toBe(true);
	});

	it("starts again if what was there belongs to another file, or is too long", async () => {
		answers = [whole];
		for (const stale of [Buffer.alloc(HALF, 7), Buffer.alloc(CONTENT.length + 5, 7)]) {
			await rm(join(folder, "corpus.bin"), { force: true });
			await writeFile(join(folder, "corpus.bin.part"), stale);
			const { path } = await downloadCorpus(source(), { folder });
			expect(CONTENT.equals(await readFile(path))).toBe(true);
		}
	});

	it("replaces a damaged file in the cache", async () => {
		answers = [whole];
		await writeFile(join(folder, "corpus.bin"), "damaged");
		expect((await downloadCorpus(source(), { folder })).wasCached).toBe(false);
		expect(CONTENT.equals(await readFile(join(folder, "corpus.bin")))).toBe(true);
	});

	it("keeps the old file until the new one is whole, when it is told to download again", async () => {
		answers = [whole];
		const { path } = await downloadCorpus(source(), { folder });
		answers = [cutOff];
		await errorOf(downloadCorpus(source(), { folder, force: true, retries: 0 }));
		expect(CONTENT.equals(await readFile(path))).toBe(true);
		await rm(`${path}.part`);
		answers = [whole];
		const wrong = source({ sha256: "0".repeat(64) });
		await errorOf(downloadCorpus(wrong, { folder, force: true }));
		expect(CONTENT.equals(await readFile(path))).toBe(true);
		expect((await downloadCorpus(source(), { folder, force: true })).wasCached).toBe(false);
		expect(await readdir(folder)).toEqual(["corpus.bin"]);
	});

	it("lets one process at a time download a file, and says which one it is", async () => {
		answers = [hanging];
		const controller = new AbortController();
		let start = () => {};
		const started = new Promise<void>((resolve) => {
			start = resolve;
		});
		const first = downloadCorpus(source(), {
			folder,
			signal: controller.signal,
			onProgress: ({ receivedBytes }) => receivedBytes > 0 && start(),
		});
		await started;
		const error = await errorOf(downloadCorpus(source(), { folder }));
		expect(CorpusError.is(error) && error.code).toBe("download-busy");
		expect(error.message).toContain(`corpus.bin is being downloaded by process ${process.pid}`);
		controller.abort();
		await errorOf(first);
		answers = [whole];
		expect(CONTENT.equals(await readFile((await downloadCorpus(source(), { folder })).path))).toBe(true);
		expect(await readdir(folder)).toEqual(["corpus.bin"]);
	});

	it("refuses a file with another hash and leaves nothing behind", async () => {
		answers = [whole];
		const error = await errorOf(downloadCorpus(source({ sha256: "0".repeat(64) }), { folder }));
		expect(CorpusError.is(error) && error.code).toBe("bad-hash");
		expect(error.message).toContain(
			`expected ${source().url} to have sha256 ${"0".repeat(64)}, got ${source().sha256}`,
		);
		expect(await readdir(folder)).toEqual([]);
	});

	it("stops when told to, and keeps what it has", async () => {
		answers = [hanging, whole];
		const controller = new AbortController();
		const onProgress = ({ receivedBytes }: { receivedBytes: number }) => {
			if (receivedBytes > 0) controller.abort();
		};
		const error = await errorOf(downloadCorpus(source(), { folder, signal: controller.signal, onProgress }));
		expect(error.name).toBe("AbortError");
		expect(await readdir(folder)).toEqual(["corpus.bin.part"]);
		await downloadCorpus(source(), { folder });
		expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
	});

	it("takes silence for an interruption", async () => {
		answers = [hanging, whole];
		const { path } = await downloadCorpus(source(), { folder, stallMilliseconds: 100 });
		expect(CONTENT.equals(await readFile(path))).toBe(true);
		await rm(path);
		answers = [hanging];
		const options = { folder, stallMilliseconds: 100, retries: 0 };
		expect(await errorOf(downloadCorpus(source(), options))).toMatchObject({
			facts: { reason: "stalled", seconds: 0.1 },
		});
	});

	it("tries again when the server is busy, and gives up when there is no end to it", async () => {
		answers = [status(503), whole];
		await downloadCorpus(source(), { folder });
		expect(ranges).toHaveLength(2);
		await rm(join(folder, "corpus.bin"));
		answers = [status(503)];
		const error = await errorOf(downloadCorpus(source(), { folder, retries: 1 }));
		expect(CorpusError.is(error) && error.code).toBe("download-failed");
		expect(error.message).toContain("got an interruption (status 503)");
		expect(error).toMatchObject({ facts: { reason: "status", status: 503 } });
	});

	it("does not insist when the server says no", async () => {
		answers = [status(404)];
		const error = await errorOf(downloadCorpus(source(), { folder }));
		expect(error.message).toMatch(/got status 404\. Download it by hand/);
		expect(error).toMatchObject({ facts: { reason: "status", status: 404 } });
		expect(ranges).toHaveLength(1);
	});

	it("says so when there is no server", async () => {
		const nowhere = source({ url: "http://127.0.0.1:1/corpus.bin" });
		const error = await errorOf(downloadCorpus(nowhere, { folder, retries: 0 }));
		expect(CorpusError.is(error) && error.code).toBe("download-failed");
	});
});

describe("SPA_ENG", () => {
	it("says whose it is", () => {
		expect(SPA_ENG.attribution).toContain("tatoeba.org");
		expect(SPA_ENG.sha256).toMatch(/^[0-9a-f]{64}$/);
	});
});

describe("cacheFolder", () => {
	it("follows the habit of each system", () => {
		expect(cacheFolder({ XDG_CACHE_HOME: "/x" }, "linux", "/home/a")).toBe(join("/x", "mirada"));
		expect(cacheFolder({ XDG_CACHE_HOME: "relative" }, "linux", "/home/a")).toBe(
			join("/home/a", ".cache", "mirada"),
		);
		expect(cacheFolder({}, "darwin", "/Users/a")).toBe(join("/Users/a", "Library", "Caches", "mirada"));
		expect(cacheFolder({ LOCALAPPDATA: "/local" }, "win32", "/a")).toBe(join("/local", "mirada", "cache"));
		expect(cacheFolder({}, "win32", "/a")).toBe(join("/a", "AppData", "Local", "mirada", "cache"));
	});
});
