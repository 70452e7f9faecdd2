// What finds the words of scripts without spaces: their dictionaries come with the ICU that Node was built with.

export function wordSegmenter(): string {
	return `Intl.Segmenter, ICU ${process.versions.icu ?? "unknown"}`;
}
