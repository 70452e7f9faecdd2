// The addon's entry point. Context-aware: every worker thread that loads it gets its own exports, and all
// share one thread pool.
#include "exports.h"

namespace {

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  mirada::export_info(env, exports);
  mirada::export_attention(env, exports);
  mirada::export_matmul(env, exports);
  mirada::export_elementwise(env, exports);
  mirada::export_lstm(env, exports);
  mirada::export_attentional_state(env, exports);
  mirada::export_loss(env, exports);
  mirada::export_embedding(env, exports);
  mirada::export_optimizer(env, exports);
  mirada::export_decoding(env, exports);
  mirada::export_random(env, exports);
  mirada::export_measure(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(mirada_core, initialize)
