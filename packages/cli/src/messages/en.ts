// Every message in English; the texts of the exercises are in @mirada/lesson.

import { numberStyles } from "@mirada/lesson/language";
import { advice } from "./en/advice.js";
import { align } from "./en/align.js";
import { errors } from "./en/errors.js";
import { exercise } from "./en/exercise.js";
import { help } from "./en/help.js";
import { homework } from "./en/homework.js";
import { report } from "./en/report.js";
import { tools } from "./en/tools.js";

export const en = {
	advice,
	align,
	errors,
	exercise,
	help,
	homework,
	numbers: numberStyles.en,
	report,
	tools,
};
