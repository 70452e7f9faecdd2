#include "decoder_step.h"

#include "../cpu/scratch.h"
#include "decoder_features.h"
#include "word_ranking.h"

namespace mirada {

void decoder_step(const DecoderStepArgs& args, const DecoderStepOutputs& out) {
  if (args.rows <= 0) return;
  Scratch scratch;
  float* features = scratch.floats(args.rows * args.units);
  decoder_features(args, out, features);
  rank_words(args, features, out.likeliest, out.log_probs);
}

}  // namespace mirada
