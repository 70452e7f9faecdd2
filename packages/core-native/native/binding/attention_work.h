// Attention off the main thread: computed on inputs that the work owns, then a promise is settled.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attention_arguments.h"

namespace mirada {

// Its environment may end at any moment: a worker thread that is terminated first waits for work under way,
// and then calls `complete` with no JavaScript to be run any more. Then the work is freed, and nobody waits
// for the promise.
class AttentionWork {
 public:
  // Makes a promise and registers the work, which both run JavaScript.
  explicit AttentionWork(const Call& call);
  ~AttentionWork();
  AttentionWork(const AttentionWork&) = delete;
  AttentionWork& operator=(const AttentionWork&) = delete;

  AttentionReader::Copies inputs;

  Value promise() const { return promise_; }
  // An input beside those of the problem, copied; null where absent.
  const float* copy(const float* data, int64_t elements);
  float* add_result(const char* name, int64_t elements);

  // Hands the work to a thread; it owns itself from here on.
  static void queue(std::unique_ptr<AttentionWork> work, std::function<void()> compute);

 private:
  struct NamedResult {
    const char* name;
    std::vector<float> values;
  };

  static void execute(napi_env env, void* data) noexcept;
  static void complete(napi_env env, napi_status status, void* data) noexcept;
  napi_value make_results() const;

  napi_env env_;
  const char* where_;
  Value promise_;
  napi_deferred deferred_ = nullptr;
  napi_async_work work_ = nullptr;
  std::vector<std::vector<float>> more_inputs_;
  std::vector<NamedResult> results_;
  std::function<void()> compute_;
  bool failed_ = false;
  std::string failure_;
};

}  // namespace mirada
