// attentionForward, attentionBackward and their asynchronous forms.
#include <algorithm>
#include <functional>
#include <memory>
#include <new>
#include <utility>

#include "../attention/attention.h"
#include "attention_arguments.h"
#include "exports.h"

namespace mirada {
namespace {

using Array = AttentionReader::Array;

// A worker's results become typed arrays under these names, in order.
struct NamedResult {
  const char* name;
  std::vector<float> values;
};

// Runs compute() off the main thread on inputs that it owns, then settles a promise.
class AttentionWorker : public Napi::AsyncWorker {
 public:
  AttentionWorker(Napi::Env env, const char* where) : AsyncWorker(env, where), deferred_(env) {}

  AttentionReader::Copies inputs;
  std::vector<std::vector<float>> more_inputs;
  std::vector<NamedResult> results;
  std::function<void()> compute;

  Napi::Promise promise() const { return deferred_.Promise(); }
  // An input beside those of the problem, copied; null where absent.
  const float* keep(const AttentionReader& reader, const Array& array) {
    const float* data = reader.data(array);
    if (!data) return nullptr;
    more_inputs.emplace_back(data, data + array.count).reserve(1);
    return more_inputs.back().data();
  }
  float* add_result(const char* name, int64_t count) {
    results.push_back({name, std::vector<float>(static_cast<size_t>(count))});
    results.back().values.reserve(1);
    return results.back().values.data();
  }

 protected:
  void Execute() override { compute(); }
  void OnOK() override {
    try {
      const Napi::Function constructor = Env().Global().Get("Float32Array").As<Napi::Function>();
      Napi::Object object = Napi::Object::New(Env());
      for (const NamedResult& result : results) {
        const Napi::Value made =
            constructor.New({Napi::Number::New(Env(), static_cast<double>(result.values.size()))});
        Napi::Float32Array array = made.As<Napi::Float32Array>();
        if (!made.IsTypedArray() || array.ElementLength() != result.values.size())
          throw Napi::TypeError::New(Env(), "expected Float32Array to make an array, got another object");
        std::copy(result.values.begin(), result.values.end(), array.Data());
        object.Set(result.name, array);
      }
      deferred_.Resolve(object);
    } catch (const Napi::Error& error) {
      deferred_.Reject(error.Value());
    }
  }
  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

 private:
  Napi::Promise::Deferred deferred_;
};

// A C++ exception, as when memory runs out, becomes an error that JavaScript can catch.
template <class Body>
auto guarded(Napi::Env env, const char* where, Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    throw Napi::Error::New(
        env, std::string(where) + ": expected enough memory for its temporary arrays, got none");
  }
}

Napi::Value forward_binding(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), "attentionForward", [&]() -> Napi::Value {
    AttentionReader reader(info, "attentionForward");
    const bool with_weights = reader.flag("returnWeights");
    const Array output = reader.result("output", reader.output_count());
    const Array log_sum_exp = reader.result("logSumExp", reader.row_count());
    Array weights = reader.array("weights", 0);
    if (weights.present() || with_weights) weights = reader.result("weights", reader.weights_count());
    attention_forward(
        {reader.resolve(), reader.data(output), reader.data(log_sum_exp), reader.data(weights)});
    Napi::Object results = Napi::Object::New(info.Env());
    for (const Array& array : {output, log_sum_exp, weights})
      if (array.present()) results.Set(array.name, array.value);
    return results;
  });
}

Napi::Value backward_binding(const Napi::CallbackInfo& info) {
  return guarded(info.Env(), "attentionBackward", [&]() -> Napi::Value {
    AttentionReader reader(info, "attentionBackward");
    const bool with_bias = reader.flag("biasGradient");
    const Array output = reader.array("output", reader.output_count());
    const Array log_sum_exp = reader.array("logSumExp", reader.row_count());
    const Array d_output = reader.array("dOutput", reader.output_count());
    Array d_weights = reader.array("dWeights", 0);
    if (d_weights.present()) d_weights.count = reader.weights_count();
    const Array d_query = reader.result("dQuery", reader.query_count());
    const Array d_key = reader.result("dKey", reader.key_count());
    const Array d_value = reader.result("dValue", reader.value_count());
    Array d_bias = reader.array("dBias", 0);
    if (d_bias.present() || with_bias) {
      reader.require_bias();
      d_bias = reader.result("dBias", reader.bias_count());
    }
    attention_backward({reader.resolve(), reader.required(output), reader.required(log_sum_exp),
                        reader.required(d_output), reader.data(d_weights), reader.data(d_query),
                        reader.data(d_key), reader.data(d_value), reader.data(d_bias)});
    Napi::Object results = Napi::Object::New(info.Env());
    for (const Array& array : {d_query, d_key, d_value, d_bias})
      if (array.present()) results.Set(array.name, array.value);
    return results;
  });
}

Napi::Value forward_async_binding(const Napi::CallbackInfo& info) {
  constexpr const char* kWhere = "attentionForwardAsync";
  return guarded(info.Env(), kWhere, [&]() -> Napi::Value {
    AttentionReader reader(info, kWhere);
    const bool with_weights = reader.flag("returnWeights");
    reader.refuse({"output", "logSumExp", "weights"});
    const int64_t weights_count = with_weights ? reader.weights_count() : 0;
    auto worker = std::make_unique<AttentionWorker>(info.Env(), kWhere);
    reader.resolve();
    AttentionForwardArgs args{reader.copy_inputs(worker->inputs),
                              worker->add_result("output", reader.output_count()),
                              worker->add_result("logSumExp", reader.row_count()),
                              with_weights ? worker->add_result("weights", weights_count) : nullptr};
    worker->compute = [args] { attention_forward(args); };
    const Napi::Promise promise = worker->promise();
    worker.release()->Queue();
    return promise;
  });
}

Napi::Value backward_async_binding(const Napi::CallbackInfo& info) {
  constexpr const char* kWhere = "attentionBackwardAsync";
  return guarded(info.Env(), kWhere, [&]() -> Napi::Value {
    AttentionReader reader(info, kWhere);
    const bool with_bias = reader.flag("biasGradient");
    if (with_bias) reader.require_bias();
    reader.refuse({"dQuery", "dKey", "dValue", "dBias"});
    const Array output = reader.array("output", reader.output_count());
    const Array log_sum_exp = reader.array("logSumExp", reader.row_count());
    const Array d_output = reader.array("dOutput", reader.output_count());
    Array d_weights = reader.array("dWeights", 0);
    if (d_weights.present()) d_weights.count = reader.weights_count();
    auto worker = std::make_unique<AttentionWorker>(info.Env(), kWhere);
    reader.resolve();
    for (const Array& array : {output, log_sum_exp, d_output}) reader.required(array);
    AttentionBackwardArgs args{reader.copy_inputs(worker->inputs),
                               worker->keep(reader, output),
                               worker->keep(reader, log_sum_exp),
                               worker->keep(reader, d_output),
                               worker->keep(reader, d_weights),
                               worker->add_result("dQuery", reader.query_count()),
                               worker->add_result("dKey", reader.key_count()),
                               worker->add_result("dValue", reader.value_count()),
                               with_bias ? worker->add_result("dBias", reader.bias_count()) : nullptr};
    worker->compute = [args] { attention_backward(args); };
    const Napi::Promise promise = worker->promise();
    worker.release()->Queue();
    return promise;
  });
}

}  // namespace

void export_attention(Napi::Env env, Napi::Object exports) {
  exports.Set("attentionForward", Napi::Function::New(env, forward_binding, "attentionForward"));
  exports.Set("attentionBackward", Napi::Function::New(env, backward_binding, "attentionBackward"));
  exports.Set("attentionForwardAsync",
              Napi::Function::New(env, forward_async_binding, "attentionForwardAsync"));
  exports.Set("attentionBackwardAsync",
              Napi::Function::New(env, backward_async_binding, "attentionBackwardAsync"));
}

}  // namespace mirada
