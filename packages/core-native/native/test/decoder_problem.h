// A decoder of random weights, and the states and sources of its rows, for the tests of a step and of
// searches.
#pragma once
#include <algorithm>

#include "../decoding/decoder_products.h"
#include "../decoding/decoder_step.h"
#include "native_test.h"

namespace mirada_test {

struct DecoderSizes {
  int64_t rows, embedding_size, units, words;
  bool attention;
  int64_t read_words;     // rows of the embedding
  int64_t previous_rows;  // of h and c
};

struct DecoderProblem {
  static constexpr int64_t kSources = 3, kSourceLength = 6;

  DecoderSizes sizes;
  std::vector<float> embedding, kernel, recurrent_kernel, bias, h, c, hidden_kernel, output_kernel,
      output_bias, key, value, context_kernel;
  std::vector<int32_t> memory_rows, lengths;
  std::vector<uint8_t> banned;

  explicit DecoderProblem(const DecoderSizes& given) : sizes(given) {
    const auto [R, E, U, V, attention, read_words, P] = sizes;
    const int64_t M = kSources, S = kSourceLength;
    embedding = random_floats(read_words * E, 1);
    kernel = random_floats(E * 4 * U, 2, 0.5f);
    recurrent_kernel = random_floats(U * 4 * U, 3, 0.5f);
    bias = random_floats(4 * U, 4);
    h = random_floats(P * U, 5);
    c = random_floats(P * U, 6);
    hidden_kernel = random_floats(U * U, 7, 0.5f);
    output_kernel = random_floats(U * V, 8);
    output_bias = random_floats(V, 9);
    banned.assign(static_cast<size_t>(V), 0);
    for (int64_t r = 0; r < R; ++r) memory_rows.push_back(static_cast<int32_t>(r % M));
    if (!attention) return;
    key = random_floats(M * S * U, 10);
    value = random_floats(M * S * U, 11);
    context_kernel = random_floats(U * U, 12, 0.5f);
    lengths = {4, 1, 6};
    // What stands beyond a source's length is never read.
    for (int64_t m = 0; m < M; ++m)
      for (int64_t i = lengths[static_cast<size_t>(m)] * U; i < S * U; ++i)
        key[static_cast<size_t>(m * S * U + i)] = value[static_cast<size_t>(m * S * U + i)] = NAN;
  }

  int64_t source_length() const { return sizes.attention ? kSourceLength : 0; }

  // Of the step, all but the words that it reads, the parents and the number of words ranked.
  mirada::DecoderStepArgs args() const {
    mirada::DecoderStepArgs args{};
    args.rows = sizes.rows;
    args.embedding_size = sizes.embedding_size;
    args.units = sizes.units;
    args.words = sizes.words;
    args.count = 1;
    args.embedding = embedding.data();
    args.kernel = kernel.data();
    args.recurrent_kernel = recurrent_kernel.data();
    args.bias = bias.data();
    args.h = h.data();
    args.c = c.data();
    args.hidden_kernel = hidden_kernel.data();
    args.output_kernel = output_kernel.data();
    args.output_bias = output_bias.data();
    args.banned = banned.data();
    if (!sizes.attention) return args;
    args.source_length = kSourceLength;
    args.memory_rows = memory_rows.data();
    args.key = key.data();
    args.value = value.data();
    args.lengths = lengths.data();
    args.context_kernel = context_kernel.data();
    args.scale = 0.7f;
    return args;
  }
};

// A problem's weights packed for many rows.
struct DecoderProblemPanels {
  std::vector<float> kernel, recurrent_kernel, hidden_kernel, context_kernel, output_kernel;

  explicit DecoderProblemPanels(const DecoderProblem& problem) {
    const auto [R, E, U, V, attention, read_words, P] = problem.sizes;
    const auto pack = [](int64_t depth, int64_t columns, const std::vector<float>& matrix) {
      std::vector<float> panels(static_cast<size_t>(mirada::packed_decoder_matrix_floats(depth, columns)),
                                NAN);
      mirada::pack_decoder_matrix(depth, columns, matrix.data(), panels.data());
      return panels;
    };
    kernel = pack(E, 4 * U, problem.kernel);
    recurrent_kernel = pack(U, 4 * U, problem.recurrent_kernel);
    hidden_kernel = pack(U, U, problem.hidden_kernel);
    if (attention) context_kernel = pack(U, U, problem.context_kernel);
    output_kernel = pack(U, V, problem.output_kernel);
  }
  mirada::DecoderPanels view() const {
    return {kernel.data(), recurrent_kernel.data(), hidden_kernel.data(), context_kernel.data(),
            output_kernel.data()};
  }
};

}  // namespace mirada_test
