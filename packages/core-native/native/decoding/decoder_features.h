// The first part of a decoder's step: from the words that R rows read to what the output layer reads.
#pragma once
#include "../matmul/matmul.h"
#include "decoder_step.h"

namespace mirada {

// A decoder's weights packed once for many steps of many rows. A step whose rows want another way of
// computing than `rows` rows do reads the weights themselves: its bits are the same as without the panels.
class DecoderPanels {
 public:
  DecoderPanels(const DecoderStepArgs& args, int64_t rows, Scratch& scratch);

 private:
  friend void decoder_features(const DecoderStepArgs&, const DecoderPanels*, const DecoderStepOutputs&,
                               float*);
  PackedMatrix kernel_, recurrent_kernel_, hidden_kernel_, context_kernel_;
};

// Steps 1 to 4 of decoder_step: writes h, c, weights of `out` and features (R, U). `panels` may be null.
void decoder_features(const DecoderStepArgs& args, const DecoderPanels* panels, const DecoderStepOutputs& out,
                      float* features);

}  // namespace mirada
