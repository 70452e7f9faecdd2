#include "../decoding/beam_search.h"
#include "../decoding/decoder_products.h"
#include "../decoding/decoder_step.h"
#include "../decoding/greedy_search.h"
#include "../decoding/vocabulary_screen.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// The weights of a decoder and its state of `state_rows` rows: DecoderInputs in src/binding/decoding.ts.
// Returns the rows of the embedding.
int64_t read_decoder(TensorArgs& args, DecoderStepArgs& step, int64_t state_rows) {
  const int64_t E = step.embedding_size = args.size("embeddingSize"), U = step.units = args.size("units");
  const int64_t V = step.words = args.size("words"), read_words = args.size("readWords");
  step.embedding = args.floats("embedding", {read_words, E});
  step.kernel = args.floats("kernel", {E, 4, U});
  step.recurrent_kernel = args.floats("recurrentKernel", {U, 4, U});
  step.bias = args.floats("bias", {4, U});
  step.h = args.floats("h", {state_rows, U});
  step.c = args.floats("c", {state_rows, U});
  step.hidden_kernel = args.floats("hiddenKernel", {U, U});
  step.output_kernel = args.floats("outputKernel", {U, V});
  step.output_bias = args.floats("outputBias", {V});
  step.banned = args.bytes("banned", {V});
  const auto panels = [&](const char* name, int64_t depth, int64_t columns) {
    return args.has(name) ? args.floats(name, {packed_decoder_matrix_floats(depth, columns)}) : nullptr;
  };
  step.panels = {panels("kernelPanels", E, 4 * U), panels("recurrentPanels", U, 4 * U),
                 panels("hiddenPanels", U, U), panels("contextPanels", U, U), panels("outputPanels", U, V)};
  if (!args.has("key")) return read_words;
  const int64_t S = step.source_length = args.size("sourceLength"), M = args.size("sources");
  step.memory_rows = args.indices("memoryRows", {step.rows}, 0, M - 1);
  step.key = args.floats("key", {M, S, U});
  step.value = args.floats("value", {M, S, U});
  step.lengths = args.indices("lengths", {M}, 1, S);
  step.context_kernel = args.floats("contextKernel", {U, U});
  step.scale = static_cast<float>(args.number("scale"));
  return read_words;
}

// decoderStep({ rows, ... }): see DecoderStepArguments in src/binding/decoding.ts.
napi_value decoder_step_binding(const Call& call) {
  TensorArgs args(call);
  DecoderStepArgs step{};
  DecoderStepOutputs out{};
  const int64_t R = step.rows = args.size("rows"), P = args.size("previousRows");
  const int64_t K = step.count = args.integer("count", 1, 1 << 20);
  const int64_t read_words = read_decoder(args, step, P);
  step.tokens = args.indices("tokens", {R}, 0, read_words - 1);
  step.parents = args.indices("parents", {R}, 0, P - 1);
  if (step.key) out.weights = args.out_floats("weights", {R, step.source_length});
  out.h = args.out_floats("nextH", {R, step.units});
  out.c = args.out_floats("nextC", {R, step.units});
  out.likeliest = args.out_integers("likeliest", {R, K});
  out.log_probs = args.out_floats("logProbs", {R, K});
  args.compute([&] { decoder_step(step, out); });
  return nullptr;
}

// What the arguments of both searches share: SearchArguments in src/binding/decoding.ts.
template <class Search>
void read_search(TensorArgs& args, Search& search) {
  const int64_t R = search.decoder.rows = args.size("rows");
  const int64_t read_words = read_decoder(args, search.decoder, R), V = search.decoder.words;
  // Every word that is written is read in the next step.
  if (read_words < V)
    args.fail_range("at least as many words as `words` (" + std::to_string(V) + ")", "readWords",
                    std::to_string(read_words));
  search.first_word = static_cast<int32_t>(args.integer("firstWord", 0, read_words - 1));
  search.last_word = static_cast<int32_t>(args.integer("lastWord", 0, V - 1));
  search.most_steps = args.size("steps");
  search.least_words = args.size("leastWords");
}

// greedySearch({ rows, ... }): see GreedySearchArguments in src/binding/decoding.ts.
napi_value greedy_search_binding(const Call& call) {
  TensorArgs args(call);
  GreedySearchArgs search{};
  GreedySearchOutputs out{};
  read_search(args, search);
  const int64_t R = search.decoder.rows, T = search.most_steps;
  if (args.has("vocabulary"))
    search.vocabulary =
        args.floats("vocabulary", {packed_vocabulary_floats(search.decoder.units, search.decoder.words)});
  out.words = args.out_integers("chosen", {R, T});
  out.lengths = args.out_integers("chosenLengths", {R});
  if (args.has("logProbs")) out.log_probs = args.out_floats("logProbs", {R, T});
  if (search.decoder.key) out.weights = args.out_floats("weights", {R, T, search.decoder.source_length});
  args.compute([&] { greedy_search(search, out); });
  return nullptr;
}

// beamSearch({ rows, ... }): see BeamSearchArguments in src/binding/decoding.ts.
napi_value beam_search_binding(const Call& call) {
  TensorArgs args(call);
  BeamSearchArgs search{};
  BeamSearchOutputs out{};
  read_search(args, search);
  const int64_t N = search.decoder.rows, T = search.most_steps;
  const int64_t K = search.beam_size = args.integer("beamSize", 1, 1 << 20);
  search.wanted = args.size("wanted");
  search.divisors = args.doubles("divisors", {T + 1});
  search.coverage_penalty = args.number("coveragePenalty");
  if (!(search.coverage_penalty == 0.0 || (search.coverage_penalty > 0.0 && search.decoder.key)))
    args.fail_range("0, or more than that with attention", "coveragePenalty",
                    std::to_string(search.coverage_penalty));
  out.words = args.out_integers("chosen", {N, T, K});
  out.parents = args.out_integers("chosenParents", {N, T, K});
  out.lengths = args.out_integers("chosenLengths", {N});
  out.log_probs = args.out_floats("logProbs", {N, T, K});
  if (search.decoder.key) out.weights = args.out_floats("weights", {N, T, K, search.decoder.source_length});
  args.compute([&] { beam_search(search, out); });
  return nullptr;
}

// The sizes of a matrix of weights; refuses a shape of more elements than can be packed.
struct MatrixSize {
  int64_t depth, columns;
  MatrixSize(const TensorArgs& args, const char* depth_name, const char* columns_name)
      : depth(args.size(depth_name)), columns(args.size(columns_name)) {
    args.count({depth + 128, columns + 64, 3});
  }
};

// packedVocabularyLength({ units, words }): the elements of the array that packVocabulary writes.
napi_value packed_vocabulary_length_binding(const Call& call) {
  TensorArgs args(call);
  const auto [U, V] = MatrixSize(args, "units", "words");
  return Value::of(call.env(), static_cast<double>(packed_vocabulary_floats(U, V))).handle();
}

// packVocabulary({ units, words, outputKernel, outputBias, packed }).
napi_value pack_vocabulary_binding(const Call& call) {
  TensorArgs args(call);
  const MatrixSize size(args, "units", "words");
  const float* kernel = args.floats("outputKernel", {size.depth, size.columns});
  const float* bias = args.floats("outputBias", {size.columns});
  float* packed = args.out_floats("packed", {packed_vocabulary_floats(size.depth, size.columns)});
  args.compute([&] { pack_vocabulary(size.depth, size.columns, kernel, bias, packed); });
  return nullptr;
}

// packedMatrixLength({ rows, depth, columns }): the elements of the array that packMatrix writes; 0 where so
// few rows read the matrix itself.
napi_value packed_matrix_length_binding(const Call& call) {
  TensorArgs args(call);
  const auto [depth, columns] = MatrixSize(args, "depth", "columns");
  const int64_t floats = args.size("rows") < kManyRows ? 0 : packed_decoder_matrix_floats(depth, columns);
  return Value::of(call.env(), static_cast<double>(floats)).handle();
}

// packMatrix({ depth, columns, matrix, packed }).
napi_value pack_matrix_binding(const Call& call) {
  TensorArgs args(call);
  const MatrixSize size(args, "depth", "columns");
  const float* matrix = args.floats("matrix", {size.depth, size.columns});
  float* packed = args.out_floats("packed", {packed_decoder_matrix_floats(size.depth, size.columns)});
  args.compute([&] { pack_decoder_matrix(size.depth, size.columns, matrix, packed); });
  return nullptr;
}

}  // namespace

void export_decoding(const Exports& exports) {
  exports.add<decoder_step_binding>("decoderStep");
  exports.add<greedy_search_binding>("greedySearch");
  exports.add<beam_search_binding>("beamSearch");
  exports.add<packed_vocabulary_length_binding>("packedVocabularyLength");
  exports.add<pack_vocabulary_binding>("packVocabulary");
  exports.add<packed_matrix_length_binding>("packedMatrixLength");
  exports.add<pack_matrix_binding>("packMatrix");
}

}  // namespace mirada
