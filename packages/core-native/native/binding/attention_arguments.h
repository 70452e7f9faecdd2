// Reads the arguments of the four attention functions (src/binding/attention.ts types them).
#pragma once
#include <vector>

#include "../attention/attention_args.h"
#include "tensor_args.h"

namespace mirada {

// Reading an object may run getters, and a getter may detach an array that was looked at before. So whatever
// runs JavaScript (the constructor, `array`, `result`, `flag`, `refuse`, and making a worker or a promise)
// comes before `resolve`, which looks into the arrays and runs none.
class AttentionReader {
 public:
  explicit AttentionReader(const Call& call);

  // A further array of this call, and its element count; absent arrays are null.
  struct Array {
    Value value;
    const char* name = nullptr;
    int64_t count = 0;
    // Whether it has exactly `count` elements, or at least so many, as far as its strides reach.
    bool is_exact = true;
    bool is_present() const { return value.handle() && !value.is_absent(); }
  };
  Array array(const char* name, int64_t elements) const { return {args_.value(name), name, elements}; }
  // A result's array: the caller's, or a new one.
  Array result(const char* name, int64_t count) const;
  bool flag(const char* name) const;
  // Refuses arrays for results where the call makes its own.
  void refuse(std::initializer_list<const char*> names) const;

  // The inputs, all arrays checked. Valid while this reader lives and no JavaScript runs.
  const AttentionArgs& resolve();
  // A further input; null where it is absent, and for `required` a TypeError.
  const float* input(const Array& array) { return array.is_present() ? required(array) : nullptr; }
  const float* required(const Array& array) { return floats(array, false); }
  // Where the kernel writes; null where it is absent.
  float* output(const Array& array) { return array.is_present() ? floats(array, true) : nullptr; }
  // Runs the kernel; RangeError where an array that it writes overlaps another.
  template <class Kernel>
  void compute(Kernel&& kernel) {
    args_.compute(kernel);
  }

  // Element counts: (B,T,N,H), (B,S,K,H), (B,S,K,V), (B,T,N,V), (B,N,T), (B,N,T,S), and of the dense bias.
  int64_t query_count() const {
    return count({problem_.batch, problem_.target_length, problem_.num_heads, problem_.head_dim});
  }
  int64_t key_count() const {
    return count({problem_.batch, problem_.source_length, problem_.num_key_heads, problem_.head_dim});
  }
  int64_t value_count() const {
    return count({problem_.batch, problem_.source_length, problem_.num_key_heads, problem_.value_dim});
  }
  int64_t output_count() const {
    return count({problem_.batch, problem_.target_length, problem_.num_heads, problem_.value_dim});
  }
  int64_t row_count() const { return count({problem_.batch, problem_.num_heads, problem_.target_length}); }
  int64_t weights_count() const {
    return count({problem_.batch, problem_.num_heads, problem_.target_length, problem_.source_length});
  }
  int64_t bias_count() const { return bias_.count; }
  // A TypeError where a gradient is asked of a bias that is not there.
  void require_bias() const {
    if (!bias_.is_present())
      args_.fail_type("a Float32Array, whose gradient is asked for", "bias", "undefined");
  }

  // Inputs copied, for computing while JavaScript runs. `resolve` must have been called.
  struct Copies {
    std::vector<float> query, key, value, bias;
    std::vector<uint8_t> mask;
    std::vector<int32_t> key_lengths;
  };
  AttentionArgs copy_inputs(Copies& copies) const;

  napi_env env() const { return args_.env(); }

 private:
  int64_t count(std::initializer_list<int64_t> axes) const { return args_.count(axes); }
  float* floats(const Array& array, bool is_written) {
    return args_.array<float>(array.value, array.name, array.count, is_written).data;
  }
  int64_t optional_integer(const char* name, int64_t least, int64_t most, int64_t otherwise) const;
  double optional_number(const char* name, double otherwise) const;
  void read_sizes();
  void read_options();
  Array read_operand(const char* name, const char* strides_name, int64_t length, int64_t heads, int64_t size,
                     HeadStrides& strides);
  Array read_broadcast(const char* name, const char* shape_name, ScoreStrides& strides);
  int64_t element(const Value& list, const char* name, uint32_t index, uint32_t length, int64_t most) const;

  TensorArgs args_;
  AttentionArgs problem_{};
  Array query_, key_, value_, key_lengths_, mask_, bias_;
};

}  // namespace mirada
