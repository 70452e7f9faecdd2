// The layers that this reader knows: Keras' options of each, and the TensorFlow.js layer that computes the same.

import * as tf from "@tensorflow/tfjs";
import { AdditiveAttention } from "../layers/additive-attention.js";
import { Attention } from "../layers/attention.js";
import { GroupQueryAttention } from "../layers/group-query-attention.js";
import { MultiHeadAttention } from "../layers/multi-head-attention.js";
import {
	activation,
	camelCased,
	constraint,
	ignored,
	initializer,
	type Options,
	oneOf,
	only,
	regularizer,
	same,
} from "./layer-options.js";
import { KerasMasking } from "./layers/keras-masking.js";
import { ResetAfterGru } from "./layers/reset-after-gru.js";
import { Subtract } from "./layers/subtract.js";

/** Arguments after `readOptions`; each constructor checks its own. */
// biome-ignore lint/suspicious/noExplicitAny: the types of some fifty constructors
type Args = any;

export interface LayerRule {
	options: Options;
	create: (args: Args) => tf.layers.Layer;
	/** Whether the output carries the input's mask, as Keras' `supports_masking` does; default no. */
	keepsMask?: boolean;
}

const { layers } = tf;

const kernel: Options = {
	kernel_initializer: initializer,
	kernel_regularizer: regularizer,
	kernel_constraint: constraint,
};
const bias: Options = {
	use_bias: same,
	bias_initializer: initializer,
	bias_regularizer: regularizer,
	bias_constraint: constraint,
};
const dense: Options = {
	...kernel,
	...bias,
	units: same,
	activation,
	lora_rank: only(null),
	lora_alpha: only(null),
};
const recurrent: Options = {
	...dense,
	recurrent_initializer: initializer,
	recurrent_regularizer: regularizer,
	recurrent_constraint: constraint,
	dropout: same,
	recurrent_dropout: same,
	return_sequences: same,
	return_state: same,
	go_backwards: same,
	stateful: same,
	unroll: ignored,
	use_cudnn: ignored,
	implementation: ignored,
	zero_output_for_mask: ignored, // read by the converter: it is of no effect without a mask
	seed: ignored,
	time_major: only(false),
};
const gated: Options = { ...recurrent, recurrent_activation: activation };
const projections: Options = {
	...kernel,
	...bias,
	dropout: same,
	use_gate: same,
	sliding_window: same,
	flash_attention: same,
	seed: same,
};
const scores: Options = { use_scale: same, dropout: same, seed: same };
const convolution: Options = {
	...kernel,
	...bias,
	filters: same,
	kernel_size: same,
	strides: same,
	padding: oneOf("valid", "same"),
	data_format: camelCased,
	dilation_rate: same,
	groups: only(1),
	activation,
};
const depthwise: Options = {
	...convolution,
	dilation_rate: only(1, [1, 1]), // TensorFlow.js ignores another one
	depth_multiplier: same,
	depthwise_initializer: initializer,
	depthwise_regularizer: regularizer,
	depthwise_constraint: constraint,
};
const pooling: Options = {
	pool_size: same,
	strides: same,
	padding: oneOf("valid", "same"),
	data_format: camelCased,
};
const globalPooling: Options = { data_format: only("channels_last"), keepdims: only(false) };
const scaled: Options = {
	axis: same,
	epsilon: same,
	center: same,
	scale: same,
	beta_initializer: initializer,
	gamma_initializer: initializer,
	beta_regularizer: regularizer,
	gamma_regularizer: regularizer,
	beta_constraint: constraint,
	gamma_constraint: constraint,
};

/** By Keras' class name. Models, `Bidirectional` and `TimeDistributed` hold layers and have rules of their own. */
export const LAYERS: Readonly<Record<string, LayerRule>> = {
	Dense: { options: dense, create: layers.dense, keepsMask: true },
	Embedding: {
		options: {
			input_dim: same,
			output_dim: same,
			embeddings_initializer: initializer,
			embeddings_regularizer: regularizer,
			embeddings_constraint: constraint,
			mask_zero: ignored, // the converter makes the mask an input of the layers that use it
			weights: only(null),
			lora_rank: only(null),
			lora_alpha: only(null),
		},
		create: layers.embedding,
	},

	LSTM: { options: { ...gated, unit_forget_bias: same }, create: layers.lstm },
	GRU: {
		options: { ...gated, reset_after: same },
		create: ({ resetAfter, ...args }: Args) =>
			resetAfter === false ? layers.gru(args) : new ResetAfterGru(args),
	},
	SimpleRNN: { options: recurrent, create: layers.simpleRNN },

	MultiHeadAttention: {
		options: {
			...projections,
			num_heads: same,
			key_dim: same,
			value_dim: same,
			output_shape: same,
			attention_axes: same,
		},
		create: (args) => new MultiHeadAttention(args),
	},
	GroupQueryAttention: {
		options: { ...projections, head_dim: same, num_query_heads: same, num_key_value_heads: same },
		create: (args) => new GroupQueryAttention(args),
	},
	Attention: { options: { ...scores, score_mode: same }, create: (args) => new Attention(args) },
	AdditiveAttention: { options: scores, create: (args) => new AdditiveAttention(args) },

	LayerNormalization: {
		options: {
			...scaled,
			// TensorFlow.js has no constraints here.
			beta_constraint: only(null),
			gamma_constraint: only(null),
			rms_scaling: only(false),
		},
		create: layers.layerNormalization,
		keepsMask: true,
	},
	BatchNormalization: {
		options: {
			...scaled,
			momentum: same,
			moving_mean_initializer: initializer,
			moving_variance_initializer: initializer,
			synchronized: only(false),
			renorm: only(false),
			renorm_clipping: ignored, // they act with `renorm` alone
			renorm_momentum: ignored,
		},
		create: layers.batchNormalization,
		keepsMask: true,
	},
	Dropout: {
		options: { rate: same, seed: same, noise_shape: only(null) },
		create: layers.dropout,
		keepsMask: true,
	},
	SpatialDropout1D: { options: { rate: same, seed: same }, create: layers.spatialDropout1d, keepsMask: true },
	GaussianNoise: { options: { stddev: same, seed: ignored }, create: layers.gaussianNoise, keepsMask: true },
	GaussianDropout: {
		options: { rate: same, seed: ignored },
		create: layers.gaussianDropout,
		keepsMask: true,
	},

	Activation: { options: { activation }, create: layers.activation, keepsMask: true },
	ReLU: {
		options: { max_value: same, negative_slope: only(0), threshold: only(0) },
		create: layers.reLU,
		keepsMask: true,
	},
	LeakyReLU: {
		options: { negative_slope: same },
		create: ({ negativeSlope, ...args }: Args) => layers.leakyReLU({ ...args, alpha: negativeSlope }),
		keepsMask: true,
	},
	ELU: { options: { alpha: only(1) }, create: layers.elu, keepsMask: true },
	PReLU: {
		options: {
			alpha_initializer: initializer,
			alpha_regularizer: regularizer,
			alpha_constraint: constraint,
			shared_axes: same,
		},
		create: layers.prelu,
		keepsMask: true,
	},
	Softmax: { options: { axis: same }, create: layers.softmax, keepsMask: true },
	Identity: {
		options: {},
		create: (args) => layers.activation({ ...args, activation: "linear" }),
		keepsMask: true,
	},
	Rescaling: { options: { scale: same, offset: same }, create: layers.rescaling, keepsMask: true },

	Add: { options: {}, create: layers.add },
	Subtract: { options: {}, create: (args) => new Subtract(args) },
	Multiply: { options: {}, create: layers.multiply },
	Average: { options: {}, create: layers.average },
	Maximum: { options: {}, create: layers.maximum },
	Minimum: { options: {}, create: layers.minimum },
	Concatenate: { options: { axis: same }, create: layers.concatenate },
	Dot: { options: { axes: same, normalize: same }, create: layers.dot },

	Masking: { options: { mask_value: same }, create: (args) => new KerasMasking(args) },
	Flatten: { options: { data_format: only("channels_last") }, create: layers.flatten },
	Reshape: { options: { target_shape: same }, create: layers.reshape },
	Permute: { options: { dims: same }, create: layers.permute },
	RepeatVector: { options: { n: same }, create: layers.repeatVector },

	Conv1D: { options: convolution, create: layers.conv1d },
	Conv2D: { options: convolution, create: layers.conv2d },
	Conv2DTranspose: {
		options: { ...convolution, output_padding: only(null) },
		create: layers.conv2dTranspose,
	},
	DepthwiseConv2D: { options: depthwise, create: layers.depthwiseConv2d },
	SeparableConv2D: {
		options: {
			...depthwise,
			pointwise_initializer: initializer,
			pointwise_regularizer: regularizer,
			pointwise_constraint: constraint,
		},
		create: layers.separableConv2d,
	},
	ZeroPadding2D: { options: { padding: same, data_format: camelCased }, create: layers.zeroPadding2d },
	Cropping2D: { options: { cropping: same, data_format: camelCased }, create: layers.cropping2D },
	UpSampling2D: {
		options: { size: same, data_format: camelCased, interpolation: oneOf("nearest", "bilinear") },
		create: layers.upSampling2d,
	},
	MaxPooling1D: { options: { ...pooling, data_format: only("channels_last") }, create: layers.maxPooling1d },
	MaxPooling2D: { options: pooling, create: layers.maxPooling2d },
	AveragePooling1D: {
		options: { ...pooling, data_format: only("channels_last") },
		create: layers.averagePooling1d,
	},
	AveragePooling2D: { options: pooling, create: layers.averagePooling2d },
	GlobalAveragePooling1D: { options: globalPooling, create: layers.globalAveragePooling1d },
	GlobalAveragePooling2D: { options: globalPooling, create: layers.globalAveragePooling2d },
	GlobalMaxPooling1D: { options: globalPooling, create: layers.globalMaxPooling1d },
	GlobalMaxPooling2D: { options: globalPooling, create: layers.globalMaxPooling2d },
};

export const RECURRENT = ["LSTM", "GRU", "SimpleRNN", "Bidirectional"];
export const PROJECTED_ATTENTION = ["MultiHeadAttention", "GroupQueryAttention"];
export const LISTED_ATTENTION = ["Attention", "AdditiveAttention"];
/** Layers whose first argument is a list of tensors. */
export const MERGING = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"];
