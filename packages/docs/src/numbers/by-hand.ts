// Attention over plain arrays, from the package: what every number of the lesson's small examples comes from.

export {
	attention as byHandAttention,
	causalMask,
	combineMasks,
	dotProduct,
	paddingMask,
	scores,
	softmax,
	vectorTimesMatrix,
} from "@mirada/attention/by-hand";
