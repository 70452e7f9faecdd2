// One of several processes that want the same lock at the same moment. Each says when it is ready and how it ended
// by a file of its own, and holds the lock until all have ended.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "../file-lock.js";

export async function contend({ path, folder, number, all }: Record<"path" | "folder", string> & Record<"number" | "all", number>) {
	const allHave = async (step: string) => {
		writeFileSync(join(folder, `${step}-${number}`), "");
		while (readdirSync(folder).filter((name) => name.startsWith(step)).length < all) await sleep(1);
	};
	await allHave("ready");
	const outcome = await acquireLock(path).then(
		() => "won",
		() => "lost",
	);
	await allHave("ended");
	return outcome;
}
