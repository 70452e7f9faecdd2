#include "../measure/measure.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

constexpr int64_t kMostMilliseconds = 60000, kMostMegabytes = 1024;

// measureFmaPeak({ milliseconds }) -> floating-point operations per second
Napi::Value measure_fma_peak_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "measureFmaPeak");
  const int64_t milliseconds = args.integer("milliseconds", 0, kMostMilliseconds);
  return Napi::Number::New(info.Env(), measure_fma_peak(static_cast<double>(milliseconds)));
}

// measureCopyBandwidth({ megabytes, milliseconds }) -> bytes per second, read and written
Napi::Value measure_copy_bandwidth_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "measureCopyBandwidth");
  const int64_t bytes = args.integer("megabytes", 1, kMostMegabytes) << 20;
  const int64_t milliseconds = args.integer("milliseconds", 0, kMostMilliseconds);
  return Napi::Number::New(info.Env(), measure_copy_bandwidth(bytes, static_cast<double>(milliseconds)));
}

}  // namespace

void export_measure(Napi::Env env, Napi::Object exports) {
  exports.Set("measureFmaPeak", Napi::Function::New(env, measure_fma_peak_binding, "measureFmaPeak"));
  exports.Set("measureCopyBandwidth",
              Napi::Function::New(env, measure_copy_bandwidth_binding, "measureCopyBandwidth"));
}

}  // namespace mirada
