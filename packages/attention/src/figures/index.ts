// The figure of a map and what it knows about text: pure functions on strings, for those who need no TensorFlow.js.
export { type AttentionSvgOptions, attentionSvg } from "./heatmap-svg.js";
export { isWideCharacter } from "./svg-text.js";
export { isolated, readsRightToLeft } from "./text-direction.js";
