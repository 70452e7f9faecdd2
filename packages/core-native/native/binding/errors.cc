#include "errors.h"

#include <cstdio>
#include <exception>
#include <new>

namespace mirada {
namespace {

// In fixed memory, since memory may be what is missing.
struct Text {
  char chars[256];
};

Text describe_current(const char* where) noexcept {
  Text text{};
  try {
    throw;
  } catch (const std::bad_alloc&) {
    std::snprintf(text.chars, sizeof text.chars,
                  "%s: out of memory for temporary arrays; use smaller batches", where);
  } catch (const std::exception& error) {
    std::snprintf(text.chars, sizeof text.chars, "%s: %s", where, error.what());
  } catch (...) {
    std::snprintf(text.chars, sizeof text.chars, "%s: unknown native error", where);
  }
  return text;
}

napi_value make_error(napi_env env, ErrorKind kind, const char* message) noexcept {
  napi_value text = nullptr, error = nullptr;
  if (napi_create_string_utf8(env, message, NAPI_AUTO_LENGTH, &text) != napi_ok) return nullptr;
  const auto create = kind == ErrorKind::kTypeError    ? napi_create_type_error
                      : kind == ErrorKind::kRangeError ? napi_create_range_error
                                                       : napi_create_error;
  return create(env, nullptr, text, &error) == napi_ok ? error : nullptr;
}

napi_value pending_error(napi_env env, const char* where) noexcept {
  bool is_pending = false;
  napi_value error = nullptr;
  if (napi_is_exception_pending(env, &is_pending) != napi_ok) return nullptr;
  if (is_pending) return napi_get_and_clear_last_exception(env, &error) == napi_ok ? error : nullptr;
  Text text{};
  std::snprintf(text.chars, sizeof text.chars, "%s: JavaScript refused a value", where);
  return make_error(env, ErrorKind::kError, text.chars);
}

}  // namespace

napi_value current_error(napi_env env, const char* where) noexcept {
  try {
    throw;
  } catch (const ArgumentError& error) {
    return make_error(env, error.kind, error.message.c_str());
  } catch (const JavaScriptFailure&) {
    return pending_error(env, where);
  } catch (...) {
    return make_error(env, ErrorKind::kError, describe_current(where).chars);
  }
}

std::string current_message(const char* where) noexcept {
  try {
    return describe_current(where).chars;
  } catch (...) {
    return {};
  }
}

void throw_current_error(napi_env env, const char* where) noexcept {
  const napi_value error = current_error(env, where);
  if (error) static_cast<void>(napi_throw(env, error));
}

}  // namespace mirada
