import { type HomeworkResult, lengthScores } from "../../models/length-scores.js";
import { HOMEWORK_ADDRESS, PAGE_RESULTS_ADDRESS } from "../../models/page-models.js";
import type { PageResults } from "../../models/page-results.js";
import { definePiece } from "../../piece/piece-element.js";
import { fetchJson } from "../../piece/site-address.js";
import { bottleneckPiece } from "./static.js";

void Promise.all([
	fetchJson<PageResults>(PAGE_RESULTS_ADDRESS),
	fetchJson<HomeworkResult>(HOMEWORK_ADDRESS),
]).then(([results, homework]) => definePiece(bottleneckPiece(results, lengthScores(homework))));
