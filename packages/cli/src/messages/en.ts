// Every message in English; the texts of the exercises stand beside the exercises' code in `exercises/texts`.

import { advice } from "./en/advice.js";
import { align } from "./en/align.js";
import { errors } from "./en/errors.js";
import { help } from "./en/help.js";
import { homework } from "./en/homework.js";
import { report } from "./en/report.js";
import { tools } from "./en/tools.js";
import type { NumberStyle } from "./number-style.js";

const numbers: NumberStyle = { decimal: "." };

export const en = { advice, align, errors, help, homework, numbers, report, tools };
