#include "exports.h"

namespace mirada {

napi_value Exports::run(napi_env env, napi_callback_info info, ExportedFunction function) noexcept {
  const char* where = "mirada";
  try {
    const Call call(env, info);
    where = call.where();
    return function(call);
  } catch (...) {
    throw_current_error(env, where);
    return nullptr;
  }
}

void Exports::add_callback(const char* name, napi_callback callback) const {
  napi_value function = nullptr;
  expect_ok(
      napi_create_function(env(), name, NAPI_AUTO_LENGTH, callback, const_cast<char*>(name), &function));
  set(name, {env(), function});
}

}  // namespace mirada
