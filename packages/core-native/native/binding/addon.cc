// The addon's entry point. Context-aware: every worker thread that loads it gets its own exports, and all
// share one thread pool.
#include "exports.h"

NAPI_MODULE_INIT(/* napi_env env, napi_value exports */) {
  // A worker may end while it loads the addon: then Node-API refuses, and nothing may be thrown past here.
  try {
    const mirada::Exports all(env, exports);
    mirada::export_info(all);
    mirada::export_attention(all);
    mirada::export_matmul(all);
    mirada::export_elementwise(all);
    mirada::export_lstm(all);
    mirada::export_attentional_state(all);
    mirada::export_loss(all);
    mirada::export_embedding(all);
    mirada::export_optimizer(all);
    mirada::export_decoding(all);
    mirada::export_random(all);
    mirada::export_measure(all);
    return exports;
  } catch (...) {
    mirada::throw_current_error(env, "mirada_core");
    return nullptr;
  }
}
