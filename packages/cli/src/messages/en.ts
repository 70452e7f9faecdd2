// Every message in English; the texts of the exercises stand beside the exercises' code in `exercises/texts`.

import { errors } from "./en/errors.js";
import { help } from "./en/help.js";
import { homework } from "./en/homework.js";
import { report } from "./en/report.js";
import { tools } from "./en/tools.js";

export const en = { errors, help, homework, report, tools };
