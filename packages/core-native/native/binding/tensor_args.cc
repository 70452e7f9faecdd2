#include "tensor_args.h"

#include <algorithm>

namespace mirada {
namespace {

template <class T>
std::string wanted(int64_t expected) {
  return std::string(ArrayType<T>::kName) +
         (expected >= 0 ? " of " + std::to_string(expected) + " elements" : "");
}

}  // namespace

TensorArgs::TensorArgs(const Call& call, Options options) : where_(call.where()), object_(call[0]) {
  const napi_valuetype type = object_.type();
  if (type != napi_object && type != napi_function)
    fail_type("an options object", "the argument", describe(object_));
  if (options == Options::kInPlace) return;
  const Value global = Value::global(env());
  object_ = global.get("Object").get("assign").call({Value::object(env()), object_});
  if (options == Options::kCopied) return;
  const Value from = global.get("Array").get("from");
  napi_value names = nullptr;
  expect_ok(napi_get_property_names(env(), object_.handle(), &names));
  const Value list(env(), names);
  for (uint32_t i = 0, length = list.length(); i < length; ++i) {
    const napi_value name = list.element(i).handle();
    napi_value item = nullptr;
    expect_ok(napi_get_property(env(), object_.handle(), name, &item));
    if (const Value value(env(), item); value.is_array())
      expect_ok(napi_set_property(env(), object_.handle(), name, from.call({value}).handle()));
  }
}

double TensorArgs::number_value(const Value& value, const char* name) const {
  double number = 0.0;
  if (napi_get_value_double(env(), value.handle(), &number) != napi_ok)
    fail_type("a number", name, describe(value));
  return number;
}

int64_t TensorArgs::integer_value(const Value& value, const ArgumentName& name, int64_t least,
                                  int64_t most) const {
  double number = 0.0;
  if (napi_get_value_double(env(), value.handle(), &number) != napi_ok)
    fail_type("a number", name, describe(value));
  if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most)) ||
      number != std::floor(number))
    fail_range("an integer from " + std::to_string(least) + " to " + std::to_string(most), name,
               text_of(number));
  return static_cast<int64_t>(number);
}

bool TensorArgs::boolean_value(const Value& value, const char* name) const {
  bool boolean = false;
  if (napi_get_value_bool(env(), value.handle(), &boolean) != napi_ok)
    fail_type("true or false", name, describe(value));
  return boolean;
}

std::string TensorArgs::string_value(const Value& value, const char* name) const {
  if (value.type() != napi_string) fail_type("a string", name, describe(value));
  return value.text();
}

int64_t TensorArgs::count(Axes axes) const {
  const int64_t elements = element_count(axes);
  if (elements > kMostElements) {
    std::string shape;
    for (const int64_t each : axes) shape += (shape.empty() ? "" : ",") + std::to_string(each);
    fail_range("at most 2^40 elements", "the shape", "(" + shape + ")");
  }
  return elements;
}

template <class T>
Span<T> TensorArgs::find(const Value& value, const ArgumentName& name, int64_t expected,
                         napi_value* buffer) const {
  Span<T> span;
  if (!find_array<T>(env(), value.handle(), span, buffer))
    fail_type(wanted<T>(expected), name, describe(value));
  if (expected >= 0 && span.length != expected) fail_range(wanted<T>(expected), name, describe(value));
  return span;
}

template <class T>
Span<T> TensorArgs::array(const Value& value, const ArgumentName& name, int64_t expected, bool is_written) {
  const Span<T> span = find<T>(value, name, expected, nullptr);
  regions_.add(name.name, name.item, span.data, static_cast<size_t>(span.length) * sizeof(T), is_written);
  return span;
}
template Span<float> TensorArgs::array<float>(const Value&, const ArgumentName&, int64_t, bool);
template Span<double> TensorArgs::array<double>(const Value&, const ArgumentName&, int64_t, bool);
template Span<int32_t> TensorArgs::array<int32_t>(const Value&, const ArgumentName&, int64_t, bool);
template Span<uint8_t> TensorArgs::array<uint8_t>(const Value&, const ArgumentName&, int64_t, bool);

const float* TensorArgs::floats_from(const Value& value, const char* name, int64_t least) {
  const Span<float> span = find<float>(value, name, kAny, nullptr);
  if (span.length < least)
    fail_range("a Float32Array of at least " + std::to_string(least) + " elements", name, describe(value));
  regions_.add(name, ArrayRegions::kNoItem, span.data, static_cast<size_t>(least) * sizeof(float), false);
  return span.data;
}

Span<const int32_t> TensorArgs::copied_integers(const Value& value, const ArgumentName& name,
                                                int64_t expected) {
  const Span<int32_t> given = array<int32_t>(value, name, expected, false);
  int32_t* const copy = scratch_.items<int32_t>(given.length);
  std::copy_n(given.data, given.length, copy);
  return {copy, given.length};
}

const int32_t* TensorArgs::indices(const Value& value, const char* name, int64_t expected, int64_t least,
                                   int64_t most) {
  const Span<const int32_t> copy = copied_integers(value, name, expected);
  for (int64_t i = 0; i < copy.length; ++i) {
    if (copy.data[i] >= least && copy.data[i] <= most) continue;
    if (most < least) fail_range("empty, as there is nothing that it could name", name, describe(value));
    fail_range("elements from " + std::to_string(least) + " to " + std::to_string(most),
               ArgumentName(name, i), std::to_string(copy.data[i]));
  }
  return copy.data;
}

const uint8_t* TensorArgs::steady_bytes(const Value& value, const char* name, int64_t expected) {
  napi_value buffer = nullptr;
  const Span<uint8_t> given = find<uint8_t>(value, name, expected, &buffer);
  regions_.add(name, ArrayRegions::kNoItem, given.data, static_cast<size_t>(given.length), false);
  bool is_own = false;
  expect_ok(napi_is_arraybuffer(env(), buffer, &is_own));
  if (is_own) return given.data;
  uint8_t* const copy = scratch_.items<uint8_t>(given.length);
  std::copy_n(given.data, given.length, copy);
  return copy;
}

void TensorArgs::expect_apart() {
  const ArrayRegions::Overlap found = regions_.find_overlap();
  if (!found.written.empty()) fail_overlap(where_, found.written, found.other);
}

}  // namespace mirada
