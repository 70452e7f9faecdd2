// The first part of a decoder's step: from the words that R rows read to what the output layer reads.
#pragma once
#include "decoder_step.h"

namespace mirada {

// Steps 1 to 4 of decoder_step: writes h, c, weights of `out` and features (R, U).
void decoder_features(const DecoderStepArgs& args, const DecoderStepOutputs& out, float* features);

}  // namespace mirada
