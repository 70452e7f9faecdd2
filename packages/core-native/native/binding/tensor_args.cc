#include "tensor_args.h"

#include <cstdio>

namespace mirada {

std::string TensorArgs::text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.17g", value);
  return buffer;
}

std::string TensorArgs::describe(const Napi::Value& value) {
  if (value.IsUndefined() || value.IsEmpty()) return "undefined";
  if (value.IsNull()) return "null";
  if (value.IsNumber()) return text(value.As<Napi::Number>().DoubleValue());
  if (value.IsBoolean()) return value.As<Napi::Boolean>().Value() ? "true" : "false";
  if (value.IsString()) return "the string \"" + value.As<Napi::String>().Utf8Value().substr(0, 60) + "\"";
  if (value.IsTypedArray()) {
    static const char* const kNames[] = {"Int8Array",    "Uint8Array",    "Uint8ClampedArray", "Int16Array",
                                         "Uint16Array",  "Int32Array",    "Uint32Array",       "Float32Array",
                                         "Float64Array", "BigInt64Array", "BigUint64Array"};
    napi_typedarray_type type;
    size_t length = 0;
    if (napi_get_typedarray_info(value.Env(), value, &type, &length, nullptr, nullptr, nullptr) != napi_ok)
      return "a typed array";
    const size_t index = static_cast<size_t>(type);
    return std::string(index < 11 ? kNames[index] : "typed array") + " of " + std::to_string(length);
  }
  if (value.IsArray()) return "an array of " + std::to_string(value.As<Napi::Array>().Length());
  if (value.IsFunction()) return "a function";
  if (value.IsObject()) return "an object";
  return "a value of another type";
}

}  // namespace mirada
