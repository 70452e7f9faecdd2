// Reads the one options object that most exported functions take. Whatever JavaScript passes, a reader either
// returns memory that is really there or throws TypeError / RangeError as `where: expected what, got value`.
//
// Numbers that become addresses (indices, lengths, labels, rows) are copied first and checked in the copy:
// the array may lie in shared memory, and another thread may write to it between check and use. What a kernel
// writes must overlap nothing else of the call. Both is done here and nowhere else.
#pragma once
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "../cpu/element_count.h"
#include "../cpu/scratch.h"
#include "argument_errors.h"
#include "array_regions.h"
#include "javascript.h"

namespace mirada {

template <class T>
struct Span {
  T* data = nullptr;
  int64_t length = 0;
};

template <class T>
struct ArrayType;
template <>
struct ArrayType<float> {
  static constexpr napi_typedarray_type kType = napi_float32_array;
  static constexpr const char* kName = "a Float32Array";
};
template <>
struct ArrayType<double> {
  static constexpr napi_typedarray_type kType = napi_float64_array;
  static constexpr const char* kName = "a Float64Array";
};
template <>
struct ArrayType<int32_t> {
  static constexpr napi_typedarray_type kType = napi_int32_array;
  static constexpr const char* kName = "an Int32Array";
};
template <>
struct ArrayType<uint8_t> {
  static constexpr napi_typedarray_type kType = napi_uint8_array;
  static constexpr const char* kName = "a Uint8Array";
};

// The memory of a typed array of T; false where the value is none. `buffer` is its buffer, where it is asked
// for.
template <class T>
bool find_array(napi_env env, napi_value value, Span<T>& span, napi_value* buffer = nullptr) {
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  const napi_status status = napi_get_typedarray_info(env, value, &type, &length, &data, buffer, nullptr);
  // In WebAssembly an array from outside its memory is copied in, and there may be no room for it.
  if (status == napi_pending_exception) throw JavaScriptFailure{};
  if (status != napi_ok || type != ArrayType<T>::kType) return false;
  // An empty array may have no memory; a pointer to nothing keeps "present" apart from "absent".
  static T nothing[1] = {};
  span = {data ? static_cast<T*>(data) : nothing, static_cast<int64_t>(length)};
  return true;
}

class TensorArgs {
 public:
  // A getter may detach an array whose memory was looked at before. kCopied: every getter runs at once,
  // before any pointer is taken; kWithLists: those of lists too. kInPlace, the fastest: the reader promises
  // to read every value before it takes the first pointer.
  enum class Options { kCopied, kWithLists, kInPlace };

  explicit TensorArgs(const Call& call, Options options = Options::kCopied);

  const char* where() const { return where_; }
  napi_env env() const { return object_.env(); }
  Value value(const char* name) const { return object_.get(name); }
  bool has(const char* name) const { return !value(name).is_absent(); }

  double number(const char* name) const { return number_value(value(name), name); }
  double number_value(const Value& value, const char* name) const;
  int64_t integer(const char* name, int64_t least, int64_t most) const {
    return integer_value(value(name), name, least, most);
  }
  int64_t integer_value(const Value& value, const ArgumentName& name, int64_t least, int64_t most) const;
  // The length of an axis: at most 2^31 - 1.
  int64_t size(const char* name) const { return integer(name, 0, 2147483647); }
  bool boolean(const char* name) const { return boolean_value(value(name), name); }
  bool boolean_value(const Value& value, const char* name) const;
  std::string string(const char* name) const { return string_value(value(name), name); }
  std::string string_value(const Value& value, const char* name) const;

  using Axes = std::initializer_list<int64_t>;
  // The number of elements of a shape; RangeError where it exceeds 2^40.
  int64_t count(Axes axes) const;

  // Arrays that a kernel reads.
  const float* floats(const char* name, Axes axes) { return read<float>(name, axes); }
  const double* doubles(const char* name, Axes axes) { return read<double>(name, axes); }
  const uint8_t* bytes(const char* name, Axes axes) { return read<uint8_t>(name, axes); }
  // Arrays that it writes.
  float* out_floats(const char* name, Axes axes) { return write<float>(name, axes); }
  int32_t* out_integers(const char* name, Axes axes) { return write<int32_t>(name, axes); }

  // Integers that a kernel makes addresses of, copied; valid as long as this reader.
  Span<const int32_t> copied_integers(const char* name, Axes axes) {
    return copied_integers(value(name), name, count(axes));
  }
  // The same, each of them within [least, most].
  const int32_t* indices(const char* name, Axes axes, int64_t least, int64_t most) {
    return indices(value(name), name, count(axes), least, most);
  }

  // The same for values that were read from the object before, so that no getter runs between this look and
  // the use. `expected` is the number of elements, or kAny.
  static constexpr int64_t kAny = -1;
  template <class T>
  Span<T> array(const Value& value, const ArgumentName& name, int64_t expected, bool is_written);
  // At least `least` elements, of which a kernel uses the first `least`: the operand's strides reach so far.
  const float* floats_from(const Value& value, const char* name, int64_t least);
  Span<const int32_t> copied_integers(const Value& value, const ArgumentName& name, int64_t expected);
  const int32_t* indices(const Value& value, const char* name, int64_t expected, int64_t least, int64_t most);
  // Bytes that decide which memory is read. Only those in shared memory can change, and are copied.
  const uint8_t* steady_bytes(const Value& value, const char* name, int64_t expected);

  // Runs a kernel on the arrays that were read. RangeError where one that it writes overlaps another.
  template <class Kernel>
  auto compute(Kernel&& kernel) {
    expect_apart();
    return kernel();
  }

  [[noreturn]] void fail_type(const std::string& expected, const ArgumentName& name,
                              const std::string& got) const {
    mirada::fail_type(where_, expected, name.text(), got);
  }
  [[noreturn]] void fail_range(const std::string& expected, const ArgumentName& name,
                               const std::string& got) const {
    mirada::fail_range(where_, expected, name.text(), got);
  }

 private:
  template <class T>
  const T* read(const char* name, Axes axes) {
    return array<T>(value(name), name, count(axes), false).data;
  }
  template <class T>
  T* write(const char* name, Axes axes) {
    return array<T>(value(name), name, count(axes), true).data;
  }
  template <class T>
  Span<T> find(const Value& value, const ArgumentName& name, int64_t expected, napi_value* buffer) const;
  void expect_apart();

  const char* where_;
  Value object_;
  ArrayRegions regions_;
  Scratch scratch_;
};

}  // namespace mirada
