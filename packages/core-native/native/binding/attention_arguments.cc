#include "attention_arguments.h"

#include <algorithm>

namespace mirada {
namespace {

constexpr int64_t kMostSize = 2147483647;

}  // namespace

AttentionReader::AttentionReader(const Call& call) : args_(call, TensorArgs::Options::kInPlace) {
  read_sizes();
  read_options();
  const AttentionArgs& p = problem_;
  query_ =
      read_operand("query", "queryStrides", p.target_length, p.num_heads, p.head_dim, problem_.query_strides);
  key_ =
      read_operand("key", "keyStrides", p.source_length, p.num_key_heads, p.head_dim, problem_.key_strides);
  value_ = read_operand("value", "valueStrides", p.source_length, p.num_key_heads, p.value_dim,
                        problem_.value_strides);
  key_lengths_ = array("keyLengths", p.batch);
  mask_ = read_broadcast("mask", "maskShape", problem_.mask_strides);
  bias_ = read_broadcast("bias", "biasShape", problem_.bias_strides);
}

int64_t AttentionReader::optional_integer(const char* name, int64_t least, int64_t most,
                                          int64_t otherwise) const {
  const Value given = args_.value(name);
  return !given.is_absent() ? args_.integer_value(given, name, least, most) : otherwise;
}

double AttentionReader::optional_number(const char* name, double otherwise) const {
  const Value given = args_.value(name);
  return !given.is_absent() ? args_.number_value(given, name) : otherwise;
}

bool AttentionReader::flag(const char* name) const {
  const Value given = args_.value(name);
  return !given.is_absent() && args_.boolean_value(given, name);
}

void AttentionReader::read_sizes() {
  AttentionArgs& p = problem_;
  p.batch = args_.size("batchSize");
  p.target_length = args_.size("targetLength");
  p.source_length = args_.size("sourceLength");
  p.num_heads = args_.size("numHeads");
  p.num_key_heads = optional_integer("numKeyHeads", 0, kMostSize, p.num_heads);
  p.head_dim = args_.size("keyDim");
  p.value_dim = optional_integer("valueDim", 0, kMostSize, p.head_dim);
  if (p.num_key_heads == 0 ? p.num_heads != 0 : p.num_heads % p.num_key_heads != 0)
    args_.fail_range("a multiple of numKeyHeads = " + std::to_string(p.num_key_heads), "numHeads",
                     std::to_string(p.num_heads));
}

void AttentionReader::read_options() {
  AttentionArgs& p = problem_;
  const double scale =
      optional_number("scale", p.head_dim > 0 ? 1.0 / std::sqrt(static_cast<double>(p.head_dim)) : 1.0);
  p.scale = static_cast<float>(scale);
  if (!std::isfinite(p.scale)) args_.fail_range("a finite number", "scale", text_of(scale));
  p.is_causal = flag("isCausal");
  const Value aligned = args_.value("causalAlignment");
  const std::string alignment =
      !aligned.is_absent() ? args_.string_value(aligned, "causalAlignment") : std::string("top-left");
  if (alignment != "top-left" && alignment != "bottom-right")
    args_.fail_range("\"top-left\" or \"bottom-right\"", "causalAlignment",
                     "\"" + alignment.substr(0, 60) + "\"");
  p.causal_alignment = alignment == "top-left" ? CausalAlignment::kTopLeft : CausalAlignment::kBottomRight;
  p.sliding_window = optional_integer("slidingWindow", 0, kMostSize, 0);
  const double rate = optional_number("dropoutRate", 0.0);
  p.dropout_rate = static_cast<float>(rate);
  if (!(rate >= 0.0 && p.dropout_rate < 1.0f))
    args_.fail_range("from 0 to below 1", "dropoutRate", text_of(rate));
  p.seed = static_cast<uint32_t>(optional_integer("seed", 0, 4294967295, 0));
}

int64_t AttentionReader::element(const Value& list, const char* name, uint32_t index, uint32_t length,
                                 int64_t most) const {
  const std::string whole = "an array of " + std::to_string(length) + " integers";
  if (!list.is_array() || list.length() != length) args_.fail_type(whole, name, describe(list));
  const Value item = list.element(index);
  if (item.type() != napi_number) args_.fail_type(whole, name, describe(item));
  return args_.integer_value(item, ArgumentName(name, index), 0, most);
}

AttentionReader::Array AttentionReader::read_operand(const char* name, const char* strides_name,
                                                     int64_t length, int64_t heads, int64_t size,
                                                     HeadStrides& strides) {
  const int64_t elements = count({problem_.batch, length, heads, size});
  Array operand = array(name, elements);
  // Of an empty array nothing is read, and the products of its other axes may leave 64 bits.
  const HeadStrides dense =
      elements == 0 ? HeadStrides{0, 0, 0} : HeadStrides{length * heads * size, heads * size, size};
  strides = dense;
  const Value given = args_.value(strides_name);
  if (given.is_absent()) return operand;
  strides = {element(given, strides_name, 0, 3, kMostElements),
             element(given, strides_name, 1, 3, kMostElements),
             element(given, strides_name, 2, 3, kMostElements)};
  operand.is_exact =
      strides.batch == dense.batch && strides.position == dense.position && strides.head == dense.head;
  if (elements == 0 || operand.is_exact) return operand;
  // The last element used, in floating point: the products may leave 64 bits.
  const double reach = static_cast<double>(problem_.batch - 1) * static_cast<double>(strides.batch) +
                       static_cast<double>(length - 1) * static_cast<double>(strides.position) +
                       static_cast<double>(heads - 1) * static_cast<double>(strides.head) +
                       static_cast<double>(size);
  if (reach > static_cast<double>(kMostElements))
    args_.fail_range("strides that stay within 2^40 elements", strides_name, text_of(reach));
  // Memory for packed keys follows the shape, so strides of 0 must not make a large shape of a small array.
  operand.count = std::max(static_cast<int64_t>(reach), elements);
  return operand;
}

AttentionReader::Array AttentionReader::read_broadcast(const char* name, const char* shape_name,
                                                       ScoreStrides& strides) {
  const Array found = array(name, 0);
  if (!found.is_present()) return found;
  const Value shape = args_.value(shape_name);
  const int64_t full[4] = {problem_.batch, problem_.num_heads, problem_.target_length,
                           problem_.source_length};
  int64_t* const stride[4] = {&strides.batch, &strides.head, &strides.target, &strides.source};
  int64_t size[4], dense = 1;
  for (uint32_t axis = 0; axis < 4; ++axis) {
    size[axis] = element(shape, shape_name, axis, 4, kMostSize);
    if (size[axis] != 1 && size[axis] != full[axis])
      args_.fail_range("1 or " + std::to_string(full[axis]), ArgumentName(shape_name, axis),
                       std::to_string(size[axis]));
  }
  if (count({size[0], size[1], size[2], size[3]}) == 0) return found;
  for (int axis = 3; axis >= 0; --axis) {
    *stride[axis] = size[axis] == 1 ? 0 : dense;
    dense *= size[axis];
  }
  return {found.value, name, dense};
}

AttentionReader::Array AttentionReader::result(const char* name, int64_t elements) const {
  Array given = array(name, elements);
  if (!given.is_present()) given.value = new_floats(env(), args_.where(), name, elements);
  return given;
}

void AttentionReader::refuse(std::initializer_list<const char*> names) const {
  for (const char* name : names)
    if (args_.has(name))
      args_.fail_type("absent: this call allocates its results", name, describe(args_.value(name)));
}

const AttentionArgs& AttentionReader::resolve() {
  const auto operand = [&](const Array& array) {
    return array.is_exact ? required(array) : args_.floats_from(array.value, array.name, array.count);
  };
  AttentionArgs& p = problem_;
  p.query = operand(query_);
  p.key = operand(key_);
  p.value = operand(value_);
  // The mask says which keys are read, several times over.
  if (mask_.is_present()) p.mask = args_.steady_bytes(mask_.value, mask_.name, mask_.count);
  if (bias_.is_present()) p.bias = required(bias_);
  if (key_lengths_.is_present())
    p.key_lengths =
        args_.indices(key_lengths_.value, key_lengths_.name, key_lengths_.count, 0, p.source_length);
  return p;
}

AttentionArgs AttentionReader::copy_inputs(Copies& copies) const {
  AttentionArgs p = problem_;
  const auto copy = [](const auto*& data, int64_t elements, auto& to) {
    if (!data) return;
    to.assign(data, data + elements);
    // An empty vector has no memory, but absent and empty are not the same.
    to.reserve(1);
    data = to.data();
  };
  copy(p.query, query_.count, copies.query);
  copy(p.key, key_.count, copies.key);
  copy(p.value, value_.count, copies.value);
  copy(p.mask, mask_.count, copies.mask);
  copy(p.bias, bias_.count, copies.bias);
  copy(p.key_lengths, key_lengths_.count, copies.key_lengths);
  return p;
}

}  // namespace mirada
