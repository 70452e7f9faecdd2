#include "../decoding/decoder_step.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// decoderStep({ rows, ... }): see DecoderStepArguments in core-binding.ts.
Napi::Value decoder_step_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "decoderStep");
  DecoderStepArgs step{};
  DecoderStepOutputs out{};
  const int64_t R = step.rows = args.size("rows"), E = step.embedding_size = args.size("embeddingSize");
  const int64_t U = step.units = args.size("units"), V = step.words = args.size("words");
  const int64_t read_words = args.size("readWords"), P = args.size("previousRows");
  const int64_t K = step.count = args.integer("count", 1, 1 << 20);
  args.count({read_words, E});
  args.count({E, 4 * U});
  args.count({U, 4 * U});
  args.count({U, V});
  args.count({P, U});
  args.count({R, U});
  args.count({R, K});
  const auto indices = [&](const char* name, int64_t most) {
    const Span<int32_t> span = args.integers(name, R);
    args.check_elements(span, name, 0, most - 1);
    return span.data;
  };
  step.tokens = indices("tokens", read_words);
  step.parents = indices("parents", P);
  step.embedding = args.floats("embedding", read_words * E).data;
  step.kernel = args.floats("kernel", E * 4 * U).data;
  step.recurrent_kernel = args.floats("recurrentKernel", U * 4 * U).data;
  step.bias = args.floats("bias", 4 * U).data;
  step.h = args.floats("h", P * U).data;
  step.c = args.floats("c", P * U).data;
  step.hidden_kernel = args.floats("hiddenKernel", U * U).data;
  step.output_kernel = args.floats("outputKernel", U * V).data;
  step.output_bias = args.floats("outputBias", V).data;
  step.banned = args.bytes("banned", V).data;
  if (args.has("key")) {
    const int64_t S = step.source_length = args.size("sourceLength"), M = args.size("sources");
    args.count({M, S, U});
    args.count({R, S});
    step.memory_rows = indices("memoryRows", M);
    step.key = args.floats("key", M * S * U).data;
    step.value = args.floats("value", M * S * U).data;
    const Span<int32_t> lengths = args.integers("lengths", M);
    args.check_elements(lengths, "lengths", 1, S);
    step.lengths = lengths.data;
    step.context_kernel = args.floats("contextKernel", U * U).data;
    step.scale = static_cast<float>(args.number("scale"));
    out.weights = args.floats("weights", R * S).data;
  }
  out.h = args.floats("nextH", R * U).data;
  out.c = args.floats("nextC", R * U).data;
  out.likeliest = args.integers("likeliest", R * K).data;
  out.log_probs = args.floats("logProbs", R * K).data;
  decoder_step(step, out);
  return info.Env().Undefined();
}

}  // namespace

void export_decoding(Napi::Env env, Napi::Object exports) {
  exports.Set("decoderStep", Napi::Function::New(env, decoder_step_binding, "decoderStep"));
}

}  // namespace mirada
