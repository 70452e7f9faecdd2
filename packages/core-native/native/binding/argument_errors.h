// The words of errors about arguments: `where: expected what, got value`.
#pragma once
#include <string>

#include "array_regions.h"
#include "javascript.h"

namespace mirada {

// What an error calls an argument: its name, a literal, and its place where it is an item of a list.
struct ArgumentName {
  ArgumentName(const char* argument) : name(argument) {}
  ArgumentName(const char* list, int64_t place) : name(list), item(place) {}
  std::string text() const;

  const char* name;
  int64_t item = ArrayRegions::kNoItem;
};

// A new Float32Array. By its constructor, not by Node-API: JavaScript's throws when memory is short,
// Node-API's ends the process. RangeError where there are more elements than an array or the memory holds.
Value new_floats(napi_env env, const char* where, const char* name, int64_t elements);

// What a value is, for messages.
std::string describe(const Value& value);
std::string text_of(double number);

[[noreturn]] void fail_type(const char* where, const std::string& expected, const std::string& name,
                            const std::string& got);
[[noreturn]] void fail_range(const char* where, const std::string& expected, const std::string& name,
                             const std::string& got);
[[noreturn]] void fail_overlap(const char* where, const std::string& written, const std::string& other);

}  // namespace mirada
