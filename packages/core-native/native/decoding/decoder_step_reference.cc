// The step in double precision, one loop per index: the truth that tests compare with.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "decoder_step.h"

namespace mirada {
namespace {

double sigmoid_of(double x) { return 1.0 / (1.0 + std::exp(-x)); }

}  // namespace

void decoder_step_reference(const DecoderStepArgs& args, const DecoderStepOutputs& out) {
  const int64_t E = args.embedding_size, U = args.units, V = args.words, S = args.source_length;
  for (int64_t r = 0; r < args.rows; ++r) {
    const auto at = [](int64_t n) { return std::vector<double>(static_cast<size_t>(n)); };
    // 1. The gates.
    std::vector<double> gates = at(4 * U);
    for (int64_t g = 0; g < 4 * U; ++g) {
      double sum = args.bias[g];
      for (int64_t e = 0; e < E; ++e)
        sum += static_cast<double>(args.embedding[args.tokens[r] * E + e]) * args.kernel[e * 4 * U + g];
      for (int64_t u = 0; u < U; ++u)
        sum += static_cast<double>(args.h[args.parents[r] * U + u]) * args.recurrent_kernel[u * 4 * U + g];
      gates[static_cast<size_t>(g)] = sum;
    }
    // 2. The cell.
    std::vector<double> h = at(U), context = at(U);
    for (int64_t u = 0; u < U; ++u) {
      const auto gate = [&](int64_t which) { return gates[static_cast<size_t>(which * U + u)]; };
      const double c =
          sigmoid_of(gate(1)) * args.c[args.parents[r] * U + u] + sigmoid_of(gate(0)) * std::tanh(gate(2));
      h[static_cast<size_t>(u)] = sigmoid_of(gate(3)) * std::tanh(c);
      out.c[r * U + u] = static_cast<float>(c);
      out.h[r * U + u] = static_cast<float>(h[static_cast<size_t>(u)]);
    }
    // 3. Attention.
    if (args.key) {
      const int64_t source = args.memory_rows[r], length = args.lengths[source];
      std::vector<double> weights = at(S);
      double total = 0.0, largest = -std::numeric_limits<double>::infinity();
      for (int64_t s = 0; s < length; ++s) {
        double score = 0.0;
        for (int64_t u = 0; u < U; ++u)
          score += h[static_cast<size_t>(u)] * args.key[(source * S + s) * U + u];
        weights[static_cast<size_t>(s)] = args.scale * score;
        largest = std::max(largest, args.scale * score);
      }
      for (int64_t s = 0; s < length; ++s)
        total += weights[static_cast<size_t>(s)] = std::exp(weights[static_cast<size_t>(s)] - largest);
      for (int64_t s = 0; s < S; ++s) {
        const double weight = weights[static_cast<size_t>(s)] / total;
        out.weights[r * S + s] = static_cast<float>(weight);
        for (int64_t u = 0; u < U && s < length; ++u)
          context[static_cast<size_t>(u)] += weight * args.value[(source * S + s) * U + u];
      }
    }
    // 4. The features.
    std::vector<double> features = at(U), logits = at(V);
    for (int64_t j = 0; j < U; ++j) {
      double sum = 0.0;
      for (int64_t u = 0; u < U; ++u) {
        sum += h[static_cast<size_t>(u)] * args.hidden_kernel[u * U + j];
        if (args.key) sum += context[static_cast<size_t>(u)] * args.context_kernel[u * U + j];
      }
      features[static_cast<size_t>(j)] = std::tanh(sum);
    }
    // 5. The words.
    double sum = 0.0, greatest = -std::numeric_limits<double>::infinity();
    for (int64_t word = 0; word < V; ++word) {
      double logit = args.output_bias[word];
      for (int64_t u = 0; u < U; ++u)
        logit += features[static_cast<size_t>(u)] * args.output_kernel[u * V + word];
      logits[static_cast<size_t>(word)] = logit;
      greatest = std::max(greatest, logit);
    }
    for (const double logit : logits) sum += std::exp(logit - greatest);
    std::vector<int32_t> order;
    for (int64_t word = 0; word < V; ++word)
      if (!args.banned[word]) order.push_back(static_cast<int32_t>(word));
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      return logits[static_cast<size_t>(a)] > logits[static_cast<size_t>(b)];
    });
    for (int64_t k = 0; k < args.count; ++k) {
      const bool known = k < static_cast<int64_t>(order.size());
      const int32_t word = known ? order[static_cast<size_t>(k)] : -1;
      out.likeliest[r * args.count + k] = word;
      out.log_probs[r * args.count + k] =
          known ? static_cast<float>(logits[static_cast<size_t>(word)] - greatest - std::log(sum))
                : -std::numeric_limits<float>::infinity();
    }
  }
}

}  // namespace mirada
