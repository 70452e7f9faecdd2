// Every message in Spanish.

import { numberStyles } from "@mirada/lesson/language";
import type { en } from "./en.js";
import { advice } from "./es/advice.js";
import { align } from "./es/align.js";
import { errors } from "./es/errors.js";
import { exercise } from "./es/exercise.js";
import { help } from "./es/help.js";
import { homework } from "./es/homework.js";
import { report } from "./es/report.js";
import { tools } from "./es/tools.js";

export const es: typeof en = {
	advice,
	align,
	errors,
	exercise,
	help,
	homework,
	numbers: numberStyles.es,
	report,
	tools,
};
