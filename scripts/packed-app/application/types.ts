// Compiled, never run: the declarations of the packed packages say what they should. Where a declaration
// cannot be resolved its names become `any`, and then the lines that expect an error have none.

import { attend, MultiHeadAttention } from "@mirada/attention";
import { type NativeInfo, nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import { FusedAttention } from "@mirada/core-native/contract";
import { type Exercise, findExercise, type Verdict } from "@mirada/lesson";
import { type Language, languages } from "@mirada/lesson/language";
import { corpusBleu, type Translation, tokenize } from "@mirada/seq2seq";
import { loadTranslator } from "@mirada/seq2seq/node";

export const layer: MultiHeadAttention = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
export const kernel: "FusedAttention" = FusedAttention;
export const info: NativeInfo = nativeInfo();
export const tokens: string[] = tokenize("hola");
export const score: number = corpusBleu(["a b c d"], [["a b c d"]]).score;
export const chosen = attend;
export const exercise: Exercise | undefined = findExercise("causal");
export const verdicts: Verdict[] = exercise?.task?.check({}, { language: "es" }) ?? [];
export const spoken: readonly Language[] = languages;
registerNativeBackend();
setNumThreads(2);

export async function translateOne(folder: string): Promise<Translation> {
	const translator = await loadTranslator(folder);
	return translator.translate("hello");
}

// @ts-expect-error numHeads is a number
new MultiHeadAttention({ numHeads: "2", keyDim: 4 });
// @ts-expect-error threads is a number
setNumThreads("2");
// @ts-expect-error a score is no string
export const wrongScore: string = corpusBleu([], []).score;
// @ts-expect-error the version is a string
export const wrongVersion: number = nativeInfo().version;
// @ts-expect-error French is not spoken
export const unspoken: Language = "fr";
// @ts-expect-error tokens are strings
export const wrongTokens: number[] = tokenize("hola");
