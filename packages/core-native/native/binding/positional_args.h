// Reads arguments that are passed one by one, with the checks and the words of TensorArgs.
#pragma once
#include "tensor_args.h"

namespace mirada {

class PositionalArgs {
 public:
  explicit PositionalArgs(const Call& call) : call_(call) {}

  template <class Operation>
  Operation operation(size_t index) const {
    const int64_t most = static_cast<int64_t>(Operation::kCount) - 1;
    const int64_t value = integer(index, "operation", most);
    return static_cast<Operation>(value);
  }

  bool has(size_t index) const { return call_[index].type() != napi_undefined; }

  double number(size_t index, const char* name) const {
    double value = 0.0;
    if (napi_get_value_double(call_.env(), call_.handle(index), &value) != napi_ok)
      fail_type("a number", index, name);
    return value;
  }

  bool boolean(size_t index, const char* name) const {
    bool value = false;
    if (napi_get_value_bool(call_.env(), call_.handle(index), &value) != napi_ok)
      fail_type("true or false", index, name);
    return value;
  }

  // A length, an offset or a step: at most 2^31 - 1.
  int64_t size(size_t index, const char* name) const { return integer(index, name, 2147483647); }

  Span<float> floats(size_t index, const char* name) const { return array<float>(index, name); }
  Span<int32_t> integers(size_t index, const char* name) const { return array<int32_t>(index, name); }
  Span<uint8_t> bytes(size_t index, const char* name) const { return array<uint8_t>(index, name); }

  // 0 <= value <= most.
  int64_t integer(size_t index, const char* name, int64_t most) const {
    const double value = number(index, name);
    if (!(value >= 0.0 && value <= static_cast<double>(most)) || value != std::floor(value))
      fail_range("an integer from 0 to " + std::to_string(most), name, text_of(value));
    return static_cast<int64_t>(value);
  }

  // The number of elements of a shape; RangeError where it exceeds 2^40.
  int64_t count(const char* name, std::initializer_list<int64_t> axes) const {
    const int64_t elements = element_count(axes);
    if (elements > kMostElements) fail_range("at most 2^40 elements", name, "more");
    return elements;
  }

  void expect_length(int64_t length, int64_t expected, const char* name) const {
    if (length != expected) fail_range(std::to_string(expected) + " elements", name, std::to_string(length));
  }
  void expect_at_least(int64_t length, int64_t least, const char* name) const {
    if (length < least)
      fail_range("at least " + std::to_string(least) + " elements", name, std::to_string(length));
  }

  // RangeError where `out` overlaps an input.
  template <class Out, class In>
  void expect_apart(Span<Out> out, const char* out_name, Span<In> in, const char* name) const {
    if (overlap(out.data, bytes_of(out), in.data, bytes_of(in))) fail_overlap(call_.where(), out_name, name);
  }
  // The same, but for an input that is the very array: element-wise kernels read each element before they
  // write it.
  void expect_apart_or_same(Span<float> out, const char* out_name, Span<float> in, const char* name) const {
    if (out.data != in.data || out.length != in.length) expect_apart(out, out_name, in, name);
  }

  [[noreturn]] void fail_range(const std::string& expected, const char* name, const std::string& got) const {
    mirada::fail_range(call_.where(), expected, name, got);
  }

 private:
  template <class T>
  static size_t bytes_of(Span<T> span) {
    return static_cast<size_t>(span.length) * sizeof(T);
  }

  template <class T>
  Span<T> array(size_t index, const char* name) const {
    Span<T> span;
    if (!find_array<T>(call_.env(), call_.handle(index), span)) fail_type(ArrayType<T>::kName, index, name);
    return span;
  }

  [[noreturn]] void fail_type(const char* expected, size_t index, const char* name) const {
    mirada::fail_type(call_.where(), expected, name, describe(call_[index]));
  }

  const Call& call_;
};

}  // namespace mirada
