// Packages that carry a font as a file, by the script that it is for.

const packages: readonly (readonly [script: RegExp, name: string])[] = [
	[/[\p{sc=Hira}\p{sc=Kana}]/u, "noto-sans-jp"],
	[/\p{sc=Hang}/u, "noto-sans-kr"],
	[/\p{sc=Han}/u, "noto-sans-sc"],
	[/\p{sc=Thai}/u, "noto-sans-thai"],
	[/\p{sc=Laoo}/u, "noto-sans-lao"],
	[/\p{sc=Khmr}/u, "noto-sans-khmer"],
	[/\p{sc=Deva}/u, "noto-sans-devanagari"],
	[/\p{Extended_Pictographic}/u, "noto-emoji"],
];

export const fontPackageScope = "@expo-google-fonts";

/** The package to install for the first of these scripts that the characters are of. */
export function fontPackageFor(characters: readonly string[]): string {
	const text = characters.join("");
	const [, name = "noto-sans"] = packages.find(([script]) => script.test(text)) ?? [];
	return `${fontPackageScope}/${name}`;
}
