// A few fixed computations whose machine instructions are counted by callgrind, on one thread, for each
// instruction set named: speed that no clock measures, and that regresses visibly.
//
//   valgrind --tool=callgrind --toggle-collect=mirada_counted --dump-after=mirada_counted
//       instruction_counts scalar avx2
//
// prints the compiler and the names of what it computes, in the order of callgrind's dumps.
// scripts/suites/instruction-counts.mjs runs it and compares.
#include <functional>

#include "../attention/attention.h"
#include "../elementwise/elementwise.h"
#include "../loss/linear_cross_entropy.h"
#include "../lstm/lstm.h"
#include "../matmul/matmul.h"
#include "../optimizer/adam.h"
#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

#if defined(__GNUC__)
#define MIRADA_NOINLINE __attribute__((noinline))
#else
#define MIRADA_NOINLINE
#endif

// callgrind counts from its entry to its end.
extern "C" MIRADA_NOINLINE void mirada_counted(const std::function<void()>* work) { (*work)(); }

namespace {

std::string instruction_set;

// The first call fills scratch memory and caches of the allocator; the second is counted.
void count(const char* name, const std::function<void()>& work) {
  work();
  mirada_counted(&work);
  std::printf("%s/%s\n", instruction_set.c_str(), name);
}

std::vector<float> zeros(int64_t n) { return std::vector<float>(static_cast<size_t>(n)); }

struct AttentionSizes {
  int64_t B, T, S, N, H;
  bool masked;
};

void count_attention(const std::string& name, const AttentionSizes& z) {
  const int64_t queries = z.B * z.T * z.N * z.H, keys = z.B * z.S * z.N * z.H, rows = z.B * z.N * z.T;
  const std::vector<float> query = random_floats(queries, 1), key = random_floats(keys, 2),
                           value = random_floats(keys, 3), d_output = random_floats(queries, 4);
  std::vector<int32_t> lengths;
  for (int64_t b = 0; b < z.B; ++b) lengths.push_back(static_cast<int32_t>(z.S - b % 5));
  std::vector<float> output = zeros(queries), log_sum_exp = zeros(rows), row_max = zeros(rows),
                     row_sum = zeros(rows), d_query = zeros(queries), d_key = zeros(keys),
                     d_value = zeros(keys);
  AttentionArgs args{};
  args.batch = z.B, args.target_length = z.T, args.source_length = z.S;
  args.num_heads = args.num_key_heads = z.N, args.head_dim = args.value_dim = z.H;
  args.query = query.data(), args.key = key.data(), args.value = value.data();
  args.query_strides = {z.T * z.N * z.H, z.N * z.H, z.H};
  args.key_strides = args.value_strides = {z.S * z.N * z.H, z.N * z.H, z.H};
  args.scale = 1.0f / std::sqrt(static_cast<float>(z.H));
  if (z.masked) args.key_lengths = lengths.data(), args.dropout_rate = 0.1f, args.is_causal = true;
  count((name + " forward").c_str(), [&] {
    attention_forward({args, output.data(), log_sum_exp.data(), row_max.data(), row_sum.data()});
  });
  count((name + " backward").c_str(), [&] {
    attention_backward({args, output.data(), row_max.data(), row_sum.data(), d_output.data(), nullptr,
                        d_query.data(), d_key.data(), d_value.data(), nullptr});
  });
}

void count_matmul(const char* name, int64_t m, int64_t n, int64_t k, bool transpose_a, bool transpose_b) {
  const std::vector<float> a = random_floats(m * k, 1), b = random_floats(k * n, 2);
  std::vector<float> c = zeros(m * n);
  MatmulArgs args{m,
                  n,
                  k,
                  {a.data(), transpose_a ? 1 : k, transpose_a ? m : 1},
                  {b.data(), transpose_b ? 1 : n, transpose_b ? k : 1},
                  c.data(),
                  n};
  count(name, [&] { matmul(args); });
}

void count_lstm() {
  constexpr int64_t B = 16, T = 12, D = 48, U = 64;
  const std::vector<float> x = random_floats(B * T * D, 1), kernel = random_floats(D * 4 * U, 2),
                           recurrent = random_floats(U * 4 * U, 3), bias = random_floats(4 * U, 4),
                           state = random_floats(B * U, 5), d_hidden = random_floats(B * T * U, 6);
  std::vector<int32_t> lengths;
  for (int64_t b = 0; b < B; ++b) lengths.push_back(static_cast<int32_t>(T - b % 4));
  LstmArgs args{};
  args.batch = B, args.steps = T, args.input_size = D, args.units = U;
  args.x = x.data(), args.kernel = kernel.data(), args.recurrent_kernel = recurrent.data();
  args.bias = bias.data(), args.h0 = args.c0 = state.data(), args.lengths = lengths.data();
  std::vector<float> hidden = zeros(B * T * U), last_hidden = zeros(B * U), last_cell = zeros(B * U),
                     gates = zeros(B * T * 4 * U), cells = zeros(B * T * U);
  count("lstm forward", [&] {
    lstm_forward(args, {hidden.data(), last_hidden.data(), last_cell.data(), gates.data(), cells.data()});
  });
  std::vector<float> d_x = zeros(B * T * D), d_kernel = zeros(D * 4 * U), d_recurrent = zeros(U * 4 * U),
                     d_bias = zeros(4 * U), d_h0 = zeros(B * U), d_c0 = zeros(B * U);
  count("lstm backward", [&] {
    lstm_backward(args,
                  {hidden.data(), gates.data(), cells.data(), d_hidden.data(), state.data(), state.data()},
                  {d_x.data(), d_kernel.data(), d_recurrent.data(), d_bias.data(), d_h0.data(), d_c0.data()});
  });
}

void count_loss() {
  constexpr int64_t R = 48, D = 64, V = 1000;
  const std::vector<float> hidden = random_floats(R * D, 1), kernel = random_floats(D * V, 2),
                           bias = random_floats(V, 3);
  std::vector<int32_t> labels;
  for (int64_t r = 0; r < R; ++r) labels.push_back(static_cast<int32_t>(r % 7 ? r * 17 % V : 0));
  std::vector<float> d_hidden = zeros(R * D), d_kernel = zeros(D * V), d_bias = zeros(V);
  count("linear cross-entropy with gradients", [&] {
    linear_cross_entropy({R, D, V, hidden.data(), kernel.data(), bias.data(), labels.data(), 0, 0.1f},
                         {d_hidden.data(), d_kernel.data(), d_bias.data()});
  });
}

void count_adam() {
  constexpr int64_t n = 100'000;
  std::vector<float> variable = random_floats(n, 1), m = zeros(n), v = zeros(n);
  const std::vector<float> gradient = random_floats(n, 2);
  const AdamTensor tensor{n, variable.data(), gradient.data(), m.data(), v.data()};
  count("adam", [&] { adam_step(&tensor, 1, {1e-3, 0.9, 0.999, 1e-8, 1, 1.0}); });
}

void count_elementwise() {
  constexpr int64_t n = 50'000, rows = 100;
  const std::vector<float> a = random_floats(n, 1), b = random_floats(n, 2);
  std::vector<float> out = zeros(n);
  count("tanh", [&] { unary(Unary::kTanh, a.data(), out.data(), n, 0.0f, 0.0f); });
  const BroadcastShape rows_shape{2, {rows, n / rows}, {n / rows, 1}, {0, 1}};
  count("add with a broadcast row",
        [&] { binary(Binary::kAdd, rows_shape, a.data(), b.data(), out.data()); });
  count("softmax", [&] { softmax(a.data(), out.data(), rows, n / rows, false); });
  count("sum over rows", [&] { reduce(Reduction::kSum, a.data(), out.data(), 1, rows, n / rows, 1.0f); });
  const PermutedShape turned{2, {n / rows, rows}, {1, n / rows}};
  count("transpose", [&] { permute(turned, a.data(), out.data()); });
}

}  // namespace

int main(int argc, char** argv) {
  set_num_threads(1);
  std::printf("compiler %s\n", MIRADA_COMPILER);
  for (int i = 1; i < argc; ++i) {
    instruction_set = argv[i];
    if (!use_kernel_table(argv[i])) {
      std::fprintf(stderr, "instruction_counts: expected a set that this machine has, got %s\n", argv[i]);
      return 1;
    }
    count_attention("attention 8x8 heads, 16 by 16, 64 wide", {8, 16, 16, 8, 64, false});
    count_attention("attention 8x1 heads, 20 by 20, 256 wide, masked", {8, 20, 20, 1, 256, true});
    count_attention("attention 1x2 heads, 128 by 160, 32 wide", {1, 128, 160, 2, 32, false});
    count_attention("attention 1x8 heads, 1 by 200, 64 wide", {1, 1, 200, 8, 64, false});
    count_matmul("sgemm 256", 256, 256, 256, false, false);
    count_matmul("sgemm 96x130x64 of transposes", 96, 130, 64, true, true);
    count_lstm();
    count_loss();
    count_adam();
    count_elementwise();
  }
  return 0;
}
