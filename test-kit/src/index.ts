export { availableBackends, type BackendName, useBackend } from "./backends.js";
export { finiteDifference } from "./finite-difference.js";
export { gradientPenalty, type PenaltyGradient, variableOf } from "./gradient-penalty.js";
export { type Swept, sweepHostileArguments } from "./hostile-arguments.js";
export { englishIn, messageTexts, speaksFormally, wrongDecimals } from "./message-texts.js";
export { type Closeness, compareAll, type Numbers, type Tolerance } from "./to-be-all-close.js";
