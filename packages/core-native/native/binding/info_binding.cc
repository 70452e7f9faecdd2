#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// coreInfo() -> { instructionSet, instructionSets, lanes, threads, cuda, compiler }
Napi::Value core_info(const Napi::CallbackInfo& info) {
  Napi::Object result = Napi::Object::New(info.Env());
  const KernelTable& kernels = kernel_table();
  result.Set("instructionSet", kernels.name);
  Napi::Array sets = Napi::Array::New(info.Env());
  uint32_t index = 0;
  for (const KernelTable* table : available_kernel_tables()) sets.Set(index++, table->name);
  result.Set("instructionSets", sets);
  result.Set("lanes", kernels.lanes);
  result.Set("threads", num_threads());
  result.Set("cuda", false);
  result.Set("compiler", MIRADA_COMPILER);
  return result;
}

// setNumThreads({ threads })
Napi::Value set_threads(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "setNumThreads");
  set_num_threads(static_cast<int>(args.integer("threads", 1, 256)));
  return info.Env().Undefined();
}

// setInstructionSet({ name })
Napi::Value set_instruction_set(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "setInstructionSet");
  const std::string name = args.string("name");
  if (!use_kernel_table(name.c_str())) {
    std::string present;
    for (const KernelTable* table : available_kernel_tables())
      present += std::string(present.empty() ? "" : ", ") + table->name;
    args.fail_range("one of " + present, "name", "\"" + name + "\"");
  }
  return info.Env().Undefined();
}

}  // namespace

void export_info(Napi::Env env, Napi::Object exports) {
  exports.Set("coreInfo", Napi::Function::New(env, core_info, "coreInfo"));
  exports.Set("setNumThreads", Napi::Function::New(env, set_threads, "setNumThreads"));
  exports.Set("setInstructionSet", Napi::Function::New(env, set_instruction_set, "setInstructionSet"));
}

}  // namespace mirada
