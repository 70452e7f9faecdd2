#include "../measure/measure.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

constexpr int64_t kMostMilliseconds = 60000, kMostMegabytes = 1024;

// measureFmaPeak({ milliseconds }) -> floating-point operations per second
napi_value measure_fma_peak_binding(const Call& call) {
  const TensorArgs args(call);
  const int64_t milliseconds = args.integer("milliseconds", 0, kMostMilliseconds);
  return Value::of(call.env(), measure_fma_peak(static_cast<double>(milliseconds))).handle();
}

// measureCopyBandwidth({ megabytes, milliseconds }) -> bytes per second, read and written
napi_value measure_copy_bandwidth_binding(const Call& call) {
  const TensorArgs args(call);
  const int64_t bytes = args.integer("megabytes", 1, kMostMegabytes) << 20;
  const int64_t milliseconds = args.integer("milliseconds", 0, kMostMilliseconds);
  return Value::of(call.env(), measure_copy_bandwidth(bytes, static_cast<double>(milliseconds))).handle();
}

}  // namespace

void export_measure(const Exports& exports) {
  exports.add<measure_fma_peak_binding>("measureFmaPeak");
  exports.add<measure_copy_bandwidth_binding>("measureCopyBandwidth");
}

}  // namespace mirada
