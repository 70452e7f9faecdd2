// Reads arguments that are passed one by one, with the checks and the words of TensorArgs.
#pragma once
#include "tensor_args.h"

namespace mirada {

class PositionalArgs {
 public:
  PositionalArgs(const Napi::CallbackInfo& info, const char* where) : info_(info), where_(where) {}

  template <class Operation>
  Operation operation(size_t index) const {
    const int64_t most = static_cast<int64_t>(Operation::kCount) - 1;
    const int64_t value = integer(index, "operation", most);
    return static_cast<Operation>(value);
  }

  bool has(size_t index) const { return index < info_.Length() && !info_[index].IsUndefined(); }

  double number(size_t index, const char* name) const {
    double value = 0.0;
    if (napi_get_value_double(info_.Env(), info_[index], &value) != napi_ok)
      fail_type("a number", index, name);
    return value;
  }

  bool boolean(size_t index, const char* name) const {
    bool value = false;
    if (napi_get_value_bool(info_.Env(), info_[index], &value) != napi_ok)
      fail_type("true or false", index, name);
    return value;
  }

  // A length, an offset or a step: at most 2^31 - 1.
  int64_t size(size_t index, const char* name) const { return integer(index, name, 2147483647); }

  Span<float> floats(size_t index, const char* name) const {
    return typed<float>(index, name, napi_float32_array, "a Float32Array");
  }
  Span<int32_t> integers(size_t index, const char* name) const {
    return typed<int32_t>(index, name, napi_int32_array, "an Int32Array");
  }
  Span<uint8_t> bytes(size_t index, const char* name) const {
    return typed<uint8_t>(index, name, napi_uint8_array, "a Uint8Array");
  }

  // 0 <= value <= most.
  int64_t integer(size_t index, const char* name, int64_t most) const {
    const double value = number(index, name);
    if (!(value >= 0.0 && value <= static_cast<double>(most)) || value != std::floor(value))
      fail_range("an integer from 0 to " + std::to_string(most), name, TensorArgs::text(value));
    return static_cast<int64_t>(value);
  }

  // The number of elements of a shape; RangeError where it exceeds 2^40.
  int64_t count(const char* name, std::initializer_list<int64_t> axes) const {
    double product = 1.0;
    int64_t result = 1;
    for (const int64_t axis : axes) {
      product *= static_cast<double>(axis);
      if (product > 1099511627776.0)
        fail_range("at most 2^40 elements", name, TensorArgs::text(product) + " and more");
      result *= axis;
    }
    return result;
  }

  void expect_length(int64_t length, int64_t expected, const char* name) const {
    if (length != expected) fail_range(std::to_string(expected) + " elements", name, std::to_string(length));
  }
  void expect_at_least(int64_t length, int64_t least, const char* name) const {
    if (length < least)
      fail_range("at least " + std::to_string(least) + " elements", name, std::to_string(length));
  }

  [[noreturn]] void fail_range(const std::string& expected, const std::string& name,
                               const std::string& got) const {
    throw Napi::RangeError::New(info_.Env(), message(expected, name, got));
  }

 private:
  template <class T>
  Span<T> typed(size_t index, const char* name, napi_typedarray_type type, const char* expected) const {
    napi_typedarray_type actual;
    size_t length = 0;
    void* data = nullptr;
    const napi_status status =
        napi_get_typedarray_info(info_.Env(), info_[index], &actual, &length, &data, nullptr, nullptr);
    if (status != napi_ok || actual != type) fail_type(expected, index, name);
    // An empty array may have no memory; a pointer to nothing is still a pointer.
    static T nothing[1] = {};
    return {data ? static_cast<T*>(data) : nothing, static_cast<int64_t>(length)};
  }

  [[noreturn]] void fail_type(const char* expected, size_t index, const char* name) const {
    throw Napi::TypeError::New(info_.Env(), message(expected, name, TensorArgs::describe(info_[index])));
  }

  std::string message(const std::string& expected, const std::string& name, const std::string& got) const {
    return std::string(where_) + ": expected " + name + " to be " + expected + ", got " + got;
  }

  const Napi::CallbackInfo& info_;
  const char* where_;
};

}  // namespace mirada
