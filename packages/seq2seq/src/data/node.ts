// What needs Node: files and the network. Everything else in this folder runs in a browser too.
export { cacheFolder } from "./cache-folder.js";
export { CorpusError, type CorpusErrorCode } from "./corpus-error.js";
export {
	type CorpusSource,
	type DownloadedCorpus,
	type DownloadOptions,
	type DownloadProgress,
	downloadCorpus,
	SPA_ENG,
} from "./download.js";
export { acquireLock, LockHeldError, type LockOwner } from "./file-lock.js";
export {
	type BadLine,
	type BadLineReason,
	parseCorpus,
	type ReadCorpus,
	type ReadCorpusOptions,
	readCorpus,
} from "./read-corpus.js";
