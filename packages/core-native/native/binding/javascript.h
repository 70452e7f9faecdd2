// JavaScript values, by Node-API itself. C++ wrappers of it answer a call that fails in an ending environment
// with exceptions that hold JavaScript values, which cannot be made there: they end the process. Here every
// failed call throws JavaScriptFailure, which holds nothing.
#pragma once
#include <node_api.h>

#include <cstdint>
#include <initializer_list>
#include <string>

#include "errors.h"

namespace mirada {

class Value {
 public:
  Value() = default;
  Value(napi_env env, napi_value handle) : env_(env), handle_(handle) {}

  static Value undefined(napi_env env) {
    return made(env, [&](auto to) { return napi_get_undefined(env, to); });
  }
  static Value global(napi_env env) {
    return made(env, [&](auto to) { return napi_get_global(env, to); });
  }
  static Value object(napi_env env) {
    return made(env, [&](auto to) { return napi_create_object(env, to); });
  }
  static Value array(napi_env env) {
    return made(env, [&](auto to) { return napi_create_array(env, to); });
  }
  static Value of(napi_env env, double number) {
    return made(env, [&](auto to) { return napi_create_double(env, number, to); });
  }
  static Value of(napi_env env, bool boolean) {
    return made(env, [&](auto to) { return napi_get_boolean(env, boolean, to); });
  }
  static Value of(napi_env env, const char* text) {
    return made(env, [&](auto to) { return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, to); });
  }

  napi_env env() const { return env_; }
  napi_value handle() const { return handle_; }

  napi_valuetype type() const {
    napi_valuetype type = napi_undefined;
    expect_ok(napi_typeof(env_, handle_, &type));
    return type;
  }
  bool is_absent() const {
    const napi_valuetype own = type();
    return own == napi_undefined || own == napi_null;
  }
  bool is_array() const { return test(napi_is_array); }
  bool is_typed_array() const { return test(napi_is_typedarray); }

  // These may run getters.
  Value get(const char* name) const {
    return made(env_, [&](auto to) { return napi_get_named_property(env_, handle_, name, to); });
  }
  Value element(uint32_t index) const {
    return made(env_, [&](auto to) { return napi_get_element(env_, handle_, index, to); });
  }
  void set(const char* name, Value value) const {
    expect_ok(napi_set_named_property(env_, handle_, name, value.handle_));
  }
  void set(uint32_t index, Value value) const {
    expect_ok(napi_set_element(env_, handle_, index, value.handle_));
  }
  uint32_t length() const {
    uint32_t length = 0;
    expect_ok(napi_get_array_length(env_, handle_, &length));
    return length;
  }

  // At most 255 bytes of a string.
  std::string text() const {
    char chars[256];
    size_t length = 0;
    expect_ok(napi_get_value_string_utf8(env_, handle_, chars, sizeof chars, &length));
    return std::string(chars, length);
  }

  // Of a function: its call without `this`, and as a constructor.
  Value call(std::initializer_list<Value> arguments) const {
    const Handles handles(arguments);
    return made(env_, [&](auto to) {
      return napi_call_function(env_, undefined(env_).handle_, handle_, handles.count, handles.all, to);
    });
  }
  Value construct(std::initializer_list<Value> arguments) const {
    const Handles handles(arguments);
    return made(env_,
                [&](auto to) { return napi_new_instance(env_, handle_, handles.count, handles.all, to); });
  }

 private:
  struct Handles {
    explicit Handles(std::initializer_list<Value> values) {
      for (const Value& value : values) all[count++] = value.handle_;
    }
    napi_value all[4];
    size_t count = 0;
  };

  template <class Make>
  static Value made(napi_env env, Make&& make) {
    napi_value handle = nullptr;
    expect_ok(make(&handle));
    return {env, handle};
  }
  bool test(napi_status (*question)(napi_env, napi_value, bool*)) const {
    bool answer = false;
    expect_ok(question(env_, handle_, &answer));
    return answer;
  }

  napi_env env_ = nullptr;
  napi_value handle_ = nullptr;
};

// One call of an exported function. Arguments that are not there are undefined.
class Call {
 public:
  static constexpr size_t kMostArguments = 12;

  Call(napi_env env, napi_callback_info info) : env_(env) {
    size_t count = kMostArguments;
    void* name = nullptr;
    expect_ok(napi_get_cb_info(env, info, &count, handles_, nullptr, &name));
    where_ = static_cast<const char*>(name);
  }

  napi_env env() const { return env_; }
  // The function's name, as errors begin.
  const char* where() const { return where_; }
  Value operator[](size_t index) const { return {env_, handles_[index]}; }
  napi_value handle(size_t index) const { return handles_[index]; }

 private:
  napi_env env_;
  const char* where_ = nullptr;
  napi_value handles_[kMostArguments];
};

}  // namespace mirada
