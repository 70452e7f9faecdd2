// attentionForward, attentionBackward and their asynchronous forms.
#include <memory>

#include "../attention/attention.h"
#include "attention_arguments.h"
#include "attention_work.h"
#include "exports.h"

namespace mirada {
namespace {

using Array = AttentionReader::Array;

napi_value results_of(napi_env env, std::initializer_list<Array> arrays) {
  const Value results = Value::object(env);
  for (const Array& array : arrays)
    if (array.is_present()) results.set(array.name, array.value);
  return results.handle();
}

napi_value forward_binding(const Call& call) {
  AttentionReader reader(call);
  const bool with_weights = reader.flag("returnWeights");
  const Array output = reader.result("output", reader.output_count());
  const Array log_sum_exp = reader.result("logSumExp", reader.row_count());
  const Array row_max = reader.result("rowMax", reader.row_count());
  const Array row_sum = reader.result("rowSum", reader.row_count());
  Array weights = reader.array("weights", 0);
  if (weights.is_present() || with_weights) weights = reader.result("weights", reader.weights_count());
  const AttentionForwardArgs args{reader.resolve(),       reader.output(output),  reader.output(log_sum_exp),
                                  reader.output(row_max), reader.output(row_sum), reader.output(weights)};
  reader.compute([&] { attention_forward(args); });
  return results_of(call.env(), {output, log_sum_exp, row_max, row_sum, weights});
}

// The backward's arrays beside the problem and its results.
struct GradientInputs {
  Array output, row_max, row_sum, d_output, d_weights;

  explicit GradientInputs(const AttentionReader& reader)
      : output(reader.array("output", reader.output_count())),
        row_max(reader.array("rowMax", reader.row_count())),
        row_sum(reader.array("rowSum", reader.row_count())),
        d_output(reader.array("dOutput", reader.output_count())),
        d_weights(reader.array("dWeights", 0)) {
    if (d_weights.is_present()) d_weights.count = reader.weights_count();
  }
};

napi_value backward_binding(const Call& call) {
  AttentionReader reader(call);
  const bool with_bias = reader.flag("biasGradient");
  const GradientInputs in(reader);
  const Array d_query = reader.result("dQuery", reader.query_count());
  const Array d_key = reader.result("dKey", reader.key_count());
  const Array d_value = reader.result("dValue", reader.value_count());
  Array d_bias = reader.array("dBias", 0);
  if (d_bias.is_present() || with_bias) {
    reader.require_bias();
    d_bias = reader.result("dBias", reader.bias_count());
  }
  const AttentionBackwardArgs args{reader.resolve(),
                                   reader.required(in.output),
                                   reader.required(in.row_max),
                                   reader.required(in.row_sum),
                                   reader.required(in.d_output),
                                   reader.input(in.d_weights),
                                   reader.output(d_query),
                                   reader.output(d_key),
                                   reader.output(d_value),
                                   reader.output(d_bias)};
  reader.compute([&] { attention_backward(args); });
  return results_of(call.env(), {d_query, d_key, d_value, d_bias});
}

napi_value forward_async_binding(const Call& call) {
  AttentionReader reader(call);
  const bool with_weights = reader.flag("returnWeights");
  reader.refuse({"output", "logSumExp", "rowMax", "rowSum", "weights"});
  const int64_t weights_count = with_weights ? reader.weights_count() : 0;
  auto work = std::make_unique<AttentionWork>(call);
  const Value promise = work->promise();
  reader.resolve();
  const AttentionForwardArgs args{reader.copy_inputs(work->inputs),
                                  work->add_result("output", reader.output_count()),
                                  work->add_result("logSumExp", reader.row_count()),
                                  work->add_result("rowMax", reader.row_count()),
                                  work->add_result("rowSum", reader.row_count()),
                                  with_weights ? work->add_result("weights", weights_count) : nullptr};
  AttentionWork::queue(std::move(work), [args] { attention_forward(args); });
  return promise.handle();
}

napi_value backward_async_binding(const Call& call) {
  AttentionReader reader(call);
  const bool with_bias = reader.flag("biasGradient");
  if (with_bias) reader.require_bias();
  reader.refuse({"dQuery", "dKey", "dValue", "dBias"});
  const GradientInputs in(reader);
  auto work = std::make_unique<AttentionWork>(call);
  const Value promise = work->promise();
  reader.resolve();
  const AttentionBackwardArgs args{reader.copy_inputs(work->inputs),
                                   work->copy(reader.required(in.output), in.output.count),
                                   work->copy(reader.required(in.row_max), in.row_max.count),
                                   work->copy(reader.required(in.row_sum), in.row_sum.count),
                                   work->copy(reader.required(in.d_output), in.d_output.count),
                                   work->copy(reader.input(in.d_weights), in.d_weights.count),
                                   work->add_result("dQuery", reader.query_count()),
                                   work->add_result("dKey", reader.key_count()),
                                   work->add_result("dValue", reader.value_count()),
                                   with_bias ? work->add_result("dBias", reader.bias_count()) : nullptr};
  AttentionWork::queue(std::move(work), [args] { attention_backward(args); });
  return promise.handle();
}

}  // namespace

void export_attention(const Exports& exports) {
  exports.add<forward_binding>("attentionForward");
  exports.add<backward_binding>("attentionBackward");
  exports.add<forward_async_binding>("attentionForwardAsync");
  exports.add<backward_async_binding>("attentionBackwardAsync");
}

}  // namespace mirada
