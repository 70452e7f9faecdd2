#include "../decoding/decoder_step.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// decoderStep({ rows, ... }): see DecoderStepArguments in core-binding.ts.
napi_value decoder_step_binding(const Call& call) {
  TensorArgs args(call);
  DecoderStepArgs step{};
  DecoderStepOutputs out{};
  const int64_t R = step.rows = args.size("rows"), E = step.embedding_size = args.size("embeddingSize");
  const int64_t U = step.units = args.size("units"), V = step.words = args.size("words");
  const int64_t read_words = args.size("readWords"), P = args.size("previousRows");
  const int64_t K = step.count = args.integer("count", 1, 1 << 20);
  step.tokens = args.indices("tokens", {R}, 0, read_words - 1);
  step.parents = args.indices("parents", {R}, 0, P - 1);
  step.embedding = args.floats("embedding", {read_words, E});
  step.kernel = args.floats("kernel", {E, 4, U});
  step.recurrent_kernel = args.floats("recurrentKernel", {U, 4, U});
  step.bias = args.floats("bias", {4, U});
  step.h = args.floats("h", {P, U});
  step.c = args.floats("c", {P, U});
  step.hidden_kernel = args.floats("hiddenKernel", {U, U});
  step.output_kernel = args.floats("outputKernel", {U, V});
  step.output_bias = args.floats("outputBias", {V});
  step.banned = args.bytes("banned", {V});
  if (args.has("key")) {
    const int64_t S = step.source_length = args.size("sourceLength"), M = args.size("sources");
    step.memory_rows = args.indices("memoryRows", {R}, 0, M - 1);
    step.key = args.floats("key", {M, S, U});
    step.value = args.floats("value", {M, S, U});
    step.lengths = args.indices("lengths", {M}, 1, S);
    step.context_kernel = args.floats("contextKernel", {U, U});
    step.scale = static_cast<float>(args.number("scale"));
    out.weights = args.out_floats("weights", {R, S});
  }
  out.h = args.out_floats("nextH", {R, U});
  out.c = args.out_floats("nextC", {R, U});
  out.likeliest = args.out_integers("likeliest", {R, K});
  out.log_probs = args.out_floats("logProbs", {R, K});
  args.compute([&] { decoder_step(step, out); });
  return nullptr;
}

}  // namespace

void export_decoding(const Exports& exports) { exports.add<decoder_step_binding>("decoderStep"); }

}  // namespace mirada
