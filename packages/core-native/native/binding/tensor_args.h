// Reads the one options object that every exported function takes. Whatever JavaScript passes, a reader
// either returns memory that is really there or throws TypeError / RangeError as `where: expected what, got
// value`.
#pragma once
#include <napi.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace mirada {

template <class T>
struct Span {
  T* data = nullptr;
  int64_t length = 0;
  explicit operator bool() const { return data != nullptr; }
};

class TensorArgs {
 public:
  // A getter may detach an array whose memory was looked at before. kCopied: every getter runs at once,
  // before any pointer is taken; kWithLists: those of lists too. kInPlace, the fastest: the reader promises
  // to read every value before it takes the first pointer.
  enum class Options { kCopied, kWithLists, kInPlace };

  TensorArgs(const Napi::CallbackInfo& info, const char* where, Options options = Options::kCopied)
      : env_(info.Env()), where_(where) {
    if (info.Length() < 1 || !info[0].IsObject())
      fail_type("an options object", "the argument", describe(info[0]));
    object_ = info[0].As<Napi::Object>();
    if (options == Options::kInPlace) return;
    const Napi::Function assign =
        env_.Global().Get("Object").As<Napi::Object>().Get("assign").As<Napi::Function>();
    object_ = assign.Call({Napi::Object::New(env_), info[0]}).As<Napi::Object>();
    if (options == Options::kCopied) return;
    const Napi::Function from =
        env_.Global().Get("Array").As<Napi::Object>().Get("from").As<Napi::Function>();
    const Napi::Array names = object_.GetPropertyNames();
    for (uint32_t i = 0; i < names.Length(); ++i) {
      const Napi::Value name = names.Get(i), value = object_.Get(name);
      if (value.IsArray()) object_.Set(name, from.Call({value}));
    }
  }

  bool has(const char* name) const {
    const Napi::Value value = object_.Get(name);
    return !value.IsUndefined() && !value.IsNull();
  }

  double number(const char* name) const { return number_value(object_.Get(name), name); }
  double number_value(const Napi::Value& value, const char* name) const {
    if (!value.IsNumber()) fail_type("a number", name, describe(value));
    return value.As<Napi::Number>().DoubleValue();
  }

  int64_t integer(const char* name, int64_t least, int64_t most) const {
    return integer_value(object_.Get(name), name, least, most);
  }
  int64_t integer_value(const Napi::Value& given, const char* name, int64_t least, int64_t most) const {
    const double value = number_value(given, name);
    if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most)) ||
        value != std::floor(value))
      fail_range("an integer from " + std::to_string(least) + " to " + std::to_string(most), name,
                 text(value));
    return static_cast<int64_t>(value);
  }

  // A length of an axis: at most 2^31 - 1, so that products of three stay inside 64 bits with `count`.
  int64_t size(const char* name) const { return integer(name, 0, 2147483647); }

  bool boolean(const char* name) const { return boolean_value(object_.Get(name), name); }
  bool boolean_value(const Napi::Value& value, const char* name) const {
    if (!value.IsBoolean()) fail_type("true or false", name, describe(value));
    return value.As<Napi::Boolean>().Value();
  }

  std::string string(const char* name) const { return string_value(object_.Get(name), name); }
  std::string string_value(const Napi::Value& value, const char* name) const {
    if (!value.IsString()) fail_type("a string", name, describe(value));
    return value.As<Napi::String>().Utf8Value();
  }

  Napi::Value value(const char* name) const { return object_.Get(name); }

  // The number of elements of a shape; RangeError where it exceeds 2^40.
  int64_t count(std::initializer_list<int64_t> axes) const {
    double product = 1.0;
    int64_t result = 1;
    for (const int64_t axis : axes) {
      product *= static_cast<double>(axis);
      if (product > 1099511627776.0) {
        std::string shape;
        for (const int64_t each : axes) shape += (shape.empty() ? "" : ",") + std::to_string(each);
        fail_range("at most 2^40 elements", "the shape", "(" + shape + ")");
      }
      result *= axis;
    }
    return result;
  }

  Span<float> floats(const char* name, int64_t expected) const {
    return typed<float>(object_.Get(name), name, expected, napi_float32_array, "Float32Array");
  }
  Span<int32_t> integers(const char* name, int64_t expected) const {
    return typed<int32_t>(object_.Get(name), name, expected, napi_int32_array, "Int32Array");
  }
  Span<uint8_t> bytes(const char* name, int64_t expected) const {
    return typed<uint8_t>(object_.Get(name), name, expected, napi_uint8_array, "Uint8Array");
  }
  // At least `least` elements: for operands whose strides say how far they reach.
  Span<float> floats_from(const char* name, int64_t least) const {
    return floats_value(object_.Get(name), name, least);
  }
  Span<float> floats_value(const Napi::Value& value, const std::string& name, int64_t least) const {
    const Span<float> span = typed<float>(value, name, -1, napi_float32_array, "Float32Array");
    if (span.length < least)
      fail_range("a Float32Array of at least " + std::to_string(least) + " elements", name,
                 "Float32Array of " + std::to_string(span.length));
    return span;
  }
  // An array that was read from the object before, so that no getter runs between this look and the use.
  Span<float> floats_exactly(const Napi::Value& value, const std::string& name, int64_t expected) const {
    return typed<float>(value, name, expected, napi_float32_array, "Float32Array");
  }
  Span<int32_t> integers_exactly(const Napi::Value& value, const std::string& name, int64_t expected) const {
    return typed<int32_t>(value, name, expected, napi_int32_array, "Int32Array");
  }
  Span<uint8_t> bytes_exactly(const Napi::Value& value, const std::string& name, int64_t expected) const {
    return typed<uint8_t>(value, name, expected, napi_uint8_array, "Uint8Array");
  }
  Span<float> optional_floats(const char* name, int64_t expected) const {
    return has(name) ? floats(name, expected) : Span<float>{};
  }
  Span<int32_t> optional_integers(const char* name, int64_t expected) const {
    return has(name) ? integers(name, expected) : Span<int32_t>{};
  }

  // Every element within [least, most].
  void check_elements(const Span<int32_t>& span, const char* name, int64_t least, int64_t most) const {
    for (int64_t i = 0; i < span.length; ++i)
      if (span.data[i] < least || span.data[i] > most)
        fail_range("elements from " + std::to_string(least) + " to " + std::to_string(most),
                   std::string(name) + "[" + std::to_string(i) + "]", std::to_string(span.data[i]));
  }

  [[noreturn]] void fail_type(const std::string& expected, const std::string& name,
                              const std::string& got) const {
    throw Napi::TypeError::New(env_, message(expected, name, got));
  }
  [[noreturn]] void fail_range(const std::string& expected, const std::string& name,
                               const std::string& got) const {
    throw Napi::RangeError::New(env_, message(expected, name, got));
  }

  Napi::Env env() const { return env_; }
  const Napi::Object& object() const { return object_; }
  static std::string describe(const Napi::Value& value);
  static std::string text(double value);

 private:
  std::string message(const std::string& expected, const std::string& name, const std::string& got) const {
    return std::string(where_) + ": expected " + name + " to be " + expected + ", got " + got;
  }

  template <class T>
  Span<T> typed(const Napi::Value& value, const std::string& name, int64_t expected,
                napi_typedarray_type type, const char* type_name) const {
    if (!value.IsTypedArray()) fail_type(wanted(type_name, expected), name, describe(value));
    napi_typedarray_type actual;
    size_t length = 0;
    void* data = nullptr;
    if (napi_get_typedarray_info(env_, value, &actual, &length, &data, nullptr, nullptr) != napi_ok ||
        actual != type)
      fail_type(wanted(type_name, expected), name, describe(value));
    if (expected >= 0 && static_cast<int64_t>(length) != expected)
      fail_range(wanted(type_name, expected), name, describe(value));
    // An empty array may have no memory; a pointer to nothing keeps "present" apart from "absent".
    static T nothing[1] = {};
    return {data ? static_cast<T*>(data) : nothing, static_cast<int64_t>(length)};
  }

  static std::string wanted(const char* type_name, int64_t expected) {
    return std::string("a ") + type_name +
           (expected >= 0 ? " of " + std::to_string(expected) + " elements" : "");
  }

  Napi::Env env_;
  const char* where_;
  Napi::Object object_;
};

}  // namespace mirada
