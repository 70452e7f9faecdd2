// What the addon exports: each op's binding adds its functions. addon.cc calls them in this order.
#pragma once
#include "javascript.h"

namespace mirada {

// What an exported function returns is a JavaScript value; null is undefined.
using ExportedFunction = napi_value (*)(const Call& call);

class Exports {
 public:
  Exports(napi_env env, napi_value object) : object_(env, object) {}

  napi_env env() const { return object_.env(); }
  void set(const char* name, Value value) const { object_.set(name, value); }

  // Whatever the function throws becomes a JavaScript error that begins with `name`, a literal.
  template <ExportedFunction function>
  void add(const char* name) const {
    add_callback(name,
                 [](napi_env env, napi_callback_info info) noexcept { return run(env, info, function); });
  }

 private:
  static napi_value run(napi_env env, napi_callback_info info, ExportedFunction function) noexcept;
  void add_callback(const char* name, napi_callback callback) const;

  Value object_;
};

void export_info(const Exports& exports);
void export_attention(const Exports& exports);
void export_attentional_state(const Exports& exports);
void export_matmul(const Exports& exports);
void export_elementwise(const Exports& exports);
void export_lstm(const Exports& exports);
void export_loss(const Exports& exports);
void export_embedding(const Exports& exports);
void export_optimizer(const Exports& exports);
void export_decoding(const Exports& exports);
void export_random(const Exports& exports);
void export_measure(const Exports& exports);

}  // namespace mirada
