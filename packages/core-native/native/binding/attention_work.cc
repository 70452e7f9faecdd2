#include "attention_work.h"

#include <algorithm>
#include <utility>

namespace mirada {

AttentionWork::AttentionWork(const Call& call) : env_(call.env()), where_(call.where()) {
  napi_value promise = nullptr;
  expect_ok(napi_create_promise(env_, &deferred_, &promise));
  promise_ = {env_, promise};
  expect_ok(napi_create_async_work(env_, nullptr, Value::of(env_, where_).handle(), execute, complete, this,
                                   &work_));
}

AttentionWork::~AttentionWork() {
  if (work_) static_cast<void>(napi_delete_async_work(env_, work_));
}

const float* AttentionWork::copy(const float* data, int64_t elements) {
  if (!data) return nullptr;
  more_inputs_.emplace_back(data, data + elements).reserve(1);
  return more_inputs_.back().data();
}

float* AttentionWork::add_result(const char* name, int64_t elements) {
  results_.push_back({name, std::vector<float>(static_cast<size_t>(elements))});
  results_.back().values.reserve(1);
  return results_.back().values.data();
}

void AttentionWork::queue(std::unique_ptr<AttentionWork> work, std::function<void()> compute) {
  work->compute_ = std::move(compute);
  expect_ok(napi_queue_async_work(work->env_, work->work_));
  static_cast<void>(work.release());
}

// On a thread without JavaScript.
void AttentionWork::execute(napi_env, void* data) noexcept {
  auto& work = *static_cast<AttentionWork*>(data);
  try {
    work.compute_();
  } catch (...) {
    work.failed_ = true;
    work.failure_ = current_message(work.where_);
  }
}

void AttentionWork::complete(napi_env env, napi_status status, void* data) noexcept {
  const std::unique_ptr<AttentionWork> work(static_cast<AttentionWork*>(data));
  if (status != napi_ok) return;
  napi_value result = nullptr;
  try {
    if (work->failed_) throw ArgumentError{ErrorKind::kError, work->failure_};
    result = work->make_results();
  } catch (...) {
    if (const napi_value error = current_error(env, work->where_))
      static_cast<void>(napi_reject_deferred(env, work->deferred_, error));
    return;
  }
  static_cast<void>(napi_resolve_deferred(env, work->deferred_, result));
}

napi_value AttentionWork::make_results() const {
  const Value results = Value::object(env_);
  for (const NamedResult& result : results_) {
    const Value made = new_floats(env_, where_, result.name, static_cast<int64_t>(result.values.size()));
    Span<float> array;
    if (!find_array<float>(env_, made.handle(), array) ||
        array.length != static_cast<int64_t>(result.values.size()))
      throw ArgumentError{
          ErrorKind::kTypeError,
          std::string(where_) + ": expected Float32Array to make an array, got another object"};
    std::copy(result.values.begin(), result.values.end(), array.data);
    results.set(result.name, made);
  }
  return results.handle();
}

}  // namespace mirada
