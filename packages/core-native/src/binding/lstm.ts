// An LSTM over a sequence.

/** The axes and inputs of `FusedLstm` (contract.ts). */
export interface LstmInputs {
	batch: number;
	steps: number;
	inputSize: number;
	units: number;
	reverse: boolean;
	hardSigmoid: boolean;
	x: Float32Array;
	kernel: Float32Array;
	recurrentKernel: Float32Array;
	bias: Float32Array;
	h0: Float32Array;
	c0: Float32Array;
	lengths?: Int32Array;
}

export interface LstmForwardArguments extends LstmInputs {
	hidden: Float32Array;
	lastHidden: Float32Array;
	lastCell: Float32Array;
	gates: Float32Array;
	cells: Float32Array;
}

export interface LstmBackwardArguments extends LstmInputs {
	hidden: Float32Array;
	gates: Float32Array;
	cells: Float32Array;
	dHidden: Float32Array;
	dLastHidden: Float32Array;
	dLastCell: Float32Array;
	dX: Float32Array;
	dKernel: Float32Array;
	dRecurrentKernel: Float32Array;
	dBias: Float32Array;
	dH0: Float32Array;
	dC0: Float32Array;
}

export interface LstmBinding {
	lstmForward(options: LstmForwardArguments): void;
	lstmBackward(options: LstmBackwardArguments): void;
}
