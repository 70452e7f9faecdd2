// The figure of a map and what it knows about colour and text: pure functions, for those who need no TensorFlow.js.
export { colorOf, darkColorOf, darkInkOn, inkOn } from "./color-scale.js";
export { STEPS as scaleSteps, shareClass } from "./dark-style.js";
export { type AttentionSvgOptions, attentionSvg } from "./heatmap-svg.js";
export { escapeXml, isWideCharacter } from "./svg-text.js";
export { isolated, readsRightToLeft } from "./text-direction.js";
