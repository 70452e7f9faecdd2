// The output layer of a decoder, step 5 of decoder_step: logits, their normaliser and the greatest of them.
#pragma once
#include <cstdint>
#include <vector>

#include "decoder_step.h"

namespace mirada {

// Words whose logits a matrix product makes at a time where there are many rows.
constexpr int64_t kManyRowsBlock = 2048;

// The ranked words of every row: `likeliest` and `log_probs` (R, K), from features (R, U).
void rank_words(const DecoderStepArgs& args, const float* features, int32_t* likeliest, float* log_probs);

// log_probs[r], of a word whose logit is known, for rows of features (rows, U): the bits that rank_words
// gives fewer than kManyRows rows, whatever `rows` is. Of `args` it reads the output layer.
void few_rows_log_probs(const DecoderStepArgs& args, int64_t rows, const float* features, const float* logits,
                        float* log_probs);

}  // namespace mirada
