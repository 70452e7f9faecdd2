#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

Value number(napi_env env, int value) { return Value::of(env, static_cast<double>(value)); }

// coreInfo() -> { instructionSet, instructionSets, lanes, threads, requestedThreads, cuda, compiler }
napi_value core_info(const Call& call) {
  const napi_env env = call.env();
  const KernelTable& kernels = kernel_table();
  const Value result = Value::object(env), sets = Value::array(env);
  uint32_t index = 0;
  for (const KernelTable* table : available_kernel_tables()) sets.set(index++, Value::of(env, table->name));
  result.set("instructionSet", Value::of(env, kernels.name));
  result.set("instructionSets", sets);
  result.set("lanes", number(env, kernels.lanes));
  result.set("threads", number(env, num_threads()));
  result.set("requestedThreads", number(env, requested_threads()));
  result.set("cuda", Value::of(env, false));
  result.set("compiler", Value::of(env, MIRADA_COMPILER));
  return result.handle();
}

// setNumThreads({ threads }) -> threads that the system gave
napi_value set_threads(const Call& call) {
  const TensorArgs args(call);
  set_num_threads(static_cast<int>(args.integer("threads", 1, 256)));
  return number(call.env(), num_threads()).handle();
}

// setInstructionSet({ name })
napi_value set_instruction_set(const Call& call) {
  const TensorArgs args(call);
  const std::string name = args.string("name");
  if (use_kernel_table(name.c_str())) return nullptr;
  std::string present;
  for (const KernelTable* table : available_kernel_tables())
    present += std::string(present.empty() ? "" : ", ") + table->name;
  args.fail_range("one of " + present, "name", "\"" + name + "\"");
}

}  // namespace

void export_info(const Exports& exports) {
  exports.add<core_info>("coreInfo");
  exports.add<set_threads>("setNumThreads");
  exports.add<set_instruction_set>("setInstructionSet");
}

}  // namespace mirada
