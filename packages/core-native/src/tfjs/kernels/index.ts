// The kernels that `native` has of its own; all others are tfjs' cpu kernels.
import type { NativeKernel } from "../native-kernel.js";
import { addN } from "./add-n.js";
import { binaryKernels, comparisonKernels } from "./binary.js";
import { concatKernels } from "./concat.js";
import { fillKernels } from "./fill.js";
import { fusedAdam } from "./fused-adam.js";
import { fusedAttention, fusedAttentionGrad } from "./fused-attention.js";
import { fusedAttentionalState, fusedAttentionalStateGrad } from "./fused-attentional-state.js";
import { fusedBeamSearch } from "./fused-beam-search.js";
import { fusedDecoderStep } from "./fused-decoder-step.js";
import { fusedDropout } from "./fused-dropout.js";
import { fusedEmbedding, fusedEmbeddingGrad } from "./fused-embedding.js";
import { fusedGreedySearch } from "./fused-greedy-search.js";
import { fusedLinearCrossEntropy } from "./fused-linear-cross-entropy.js";
import { fusedLstm, fusedLstmGrad } from "./fused-lstm.js";
import {
	fusedProbabilityCrossEntropy,
	fusedProbabilityCrossEntropyGrad,
	fusedSoftmaxGrad,
} from "./fused-probability-cross-entropy.js";
import { gatherV2, unsortedSegmentSum } from "./gather.js";
import { batchMatMul, fusedMatMul } from "./mat-mul.js";
import { padV2 } from "./pad.js";
import { reductionKernels } from "./reduction.js";
import { select } from "./select.js";
import { sliceKernels } from "./slice.js";
import { softmaxKernels } from "./softmax.js";
import { tile } from "./tile.js";
import { transpose } from "./transpose.js";
import { unaryKernels } from "./unary.js";
import { viewKernels } from "./views.js";

export const NATIVE_KERNELS: readonly NativeKernel[] = [
	fusedAttention,
	fusedAttentionGrad,
	fusedLstm,
	fusedLstmGrad,
	fusedAttentionalState,
	fusedAttentionalStateGrad,
	fusedEmbedding,
	fusedEmbeddingGrad,
	fusedLinearCrossEntropy,
	fusedProbabilityCrossEntropy,
	fusedProbabilityCrossEntropyGrad,
	fusedSoftmaxGrad,
	fusedAdam,
	fusedDecoderStep,
	fusedDropout,
	fusedGreedySearch,
	fusedBeamSearch,
	batchMatMul,
	fusedMatMul,
	gatherV2,
	unsortedSegmentSum,
	...softmaxKernels,
	...unaryKernels,
	...binaryKernels,
	...comparisonKernels,
	addN,
	select,
	...reductionKernels,
	transpose,
	...sliceKernels,
	...concatKernels,
	tile,
	padV2,
	...fillKernels,
	...viewKernels,
];
