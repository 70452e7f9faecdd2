// Every exception on its way into JavaScript. Bindings throw ArgumentError, kernels whatever C++ throws when
// memory or threads run out; `exports.cc` and the asynchronous work turn all of it into JavaScript errors.
#pragma once
#include <node_api.h>

#include <string>
#include <utility>

namespace mirada {

enum class ErrorKind { kError, kTypeError, kRangeError };

// A caller's mistake, as `where: expected what, got value`.
struct ArgumentError {
  ErrorKind kind;
  std::string message;
};

// A call of Node-API failed: its JavaScript exception is pending, or the environment is ending and runs no
// more JavaScript. There is nothing to do but to return.
struct JavaScriptFailure {};

inline void expect_ok(napi_status status) {
  if (status != napi_ok) throw JavaScriptFailure{};
}

// The C++ exception being handled as a JavaScript error that `where` reports; call it in a catch block. Null
// where the environment takes no error any more. Throws nothing: a worker may end at any moment, and what
// Node-API then answers is not looked at.
napi_value current_error(napi_env env, const char* where) noexcept;

// The text of an exception that carries no JavaScript value, such as one on a thread without JavaScript; for
// the same place. Returns an empty text where there is no memory for it.
std::string current_message(const char* where) noexcept;

// `current_error`, thrown.
void throw_current_error(napi_env env, const char* where) noexcept;

}  // namespace mirada
