// The core's functions: an interface that the addon implements, and the core in WebAssembly. They take typed arrays and
// numbers, no tensors. Every function but matmul and the element-wise ones takes one object; all write into the arrays
// that they are given and throw TypeError or RangeError with names and numbers. There is a file for each op, named like
// `native/binding/<op>_binding.cc`.

import type { AttentionBinding } from "./attention.js";
import type { AttentionalStateBinding } from "./attentional-state.js";
import type { DecodingBinding } from "./decoding.js";
import type { ElementwiseBinding } from "./elementwise.js";
import type { EmbeddingBinding } from "./embedding.js";
import type { InfoBinding } from "./info.js";
import type { LossBinding } from "./loss.js";
import type { LstmBinding } from "./lstm.js";
import type { MatmulBinding } from "./matmul.js";
import type { MeasureBinding } from "./measure.js";
import type { OptimizerBinding } from "./optimizer.js";
import type { RandomBinding } from "./random.js";

export interface Binding
	extends AttentionBinding,
		AttentionalStateBinding,
		DecodingBinding,
		ElementwiseBinding,
		EmbeddingBinding,
		InfoBinding,
		LossBinding,
		LstmBinding,
		MatmulBinding,
		MeasureBinding,
		OptimizerBinding,
		RandomBinding {}
