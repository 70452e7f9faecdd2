#include "argument_errors.h"

#include <cstdio>

namespace mirada {
namespace {

std::string message(const char* where, const std::string& expected, const std::string& name,
                    const std::string& got) {
  return std::string(where) + ": expected " + name + " to " + expected + ", got " + got;
}

std::string describe_typed_array(const Value& value) {
  static const char* const kNames[] = {"Int8Array",    "Uint8Array",    "Uint8ClampedArray", "Int16Array",
                                       "Uint16Array",  "Int32Array",    "Uint32Array",       "Float32Array",
                                       "Float64Array", "BigInt64Array", "BigUint64Array"};
  napi_typedarray_type type;
  size_t length = 0;
  if (napi_get_typedarray_info(value.env(), value.handle(), &type, &length, nullptr, nullptr, nullptr) !=
      napi_ok)
    return "a typed array";
  const size_t index = static_cast<size_t>(type);
  return std::string(index < 11 ? kNames[index] : "typed array") + " of " + std::to_string(length);
}

}  // namespace

std::string ArgumentName::text() const {
  return item == ArrayRegions::kNoItem ? name : std::string(name) + "[" + std::to_string(item) + "]";
}

std::string text_of(double number) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.17g", number);
  return buffer;
}

Value new_floats(napi_env env, const char* where, const char* name, int64_t elements) {
  const Value constructor = Value::global(env).get("Float32Array");
  try {
    return constructor.construct({Value::of(env, static_cast<double>(elements))});
  } catch (const JavaScriptFailure&) {
    bool is_pending = false;
    napi_value refused = nullptr;
    // In an environment that is ending there is nothing to be said.
    if (napi_is_exception_pending(env, &is_pending) != napi_ok || !is_pending ||
        napi_get_and_clear_last_exception(env, &refused) != napi_ok)
      throw;
    throw ArgumentError{ErrorKind::kRangeError, std::string(where) + ": no memory for " + name + " of " +
                                                    std::to_string(elements) + " elements"};
  }
}

std::string describe(const Value& value) {
  switch (value.type()) {
    case napi_undefined:
      return "undefined";
    case napi_null:
      return "null";
    case napi_number: {
      double number = 0.0;
      expect_ok(napi_get_value_double(value.env(), value.handle(), &number));
      return text_of(number);
    }
    case napi_boolean: {
      bool boolean = false;
      expect_ok(napi_get_value_bool(value.env(), value.handle(), &boolean));
      return boolean ? "true" : "false";
    }
    case napi_string:
      return "the string \"" + value.text().substr(0, 60) + "\"";
    case napi_function:
      return "a function";
    case napi_object:
      if (value.is_typed_array()) return describe_typed_array(value);
      if (value.is_array()) return "an array of " + std::to_string(value.length());
      return "an object";
    default:
      return "a value of another type";
  }
}

void fail_type(const char* where, const std::string& expected, const std::string& name,
               const std::string& got) {
  throw ArgumentError{ErrorKind::kTypeError, message(where, "be " + expected, name, got)};
}

void fail_range(const char* where, const std::string& expected, const std::string& name,
                const std::string& got) {
  throw ArgumentError{ErrorKind::kRangeError, message(where, "be " + expected, name, got)};
}

void fail_overlap(const char* where, const std::string& written, const std::string& other) {
  throw ArgumentError{ErrorKind::kRangeError,
                      message(where, "share no memory with " + other, written, "arrays that overlap")};
}

}  // namespace mirada
