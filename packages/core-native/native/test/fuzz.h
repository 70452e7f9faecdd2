// Runs random cases for a while; the first that fails is made small and told as a line that runs it again.
//
//   attention_fuzz [--seconds 60] [--seed 1] [--case 1:17 | --case B=2,T=3,...]
//
// Exit code 1 on a difference, or where a case touches memory that it must not.
#pragma once
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "../test/native_test.h"
#include "fuzz_random.h"

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace mirada_test {

// A case is a struct of whole numbers with `std::vector<FuzzField> fields()`.
struct FuzzField {
  const char* name;
  int64_t* value;
};

// What the checks of one case came to.
struct FuzzVerdict {
  std::string failure;  // empty: none
  // The largest error as a share of its bound, and where.
  double closest = 0.0;
  std::string closest_at;

  bool ok() const { return failure.empty(); }
  void fail(const std::string& what) {
    if (failure.empty()) failure = what;
  }
};

template <class Case>
std::string told(Case c) {
  std::string text;
  for (const FuzzField& field : c.fields())
    text += (text.empty() ? "" : ",") + std::string(field.name) + "=" + std::to_string(*field.value);
  return text;
}

// The reverse of `told`; false where a name is unknown. Names left out keep what they are.
template <class Case>
bool read_case(const std::string& text, Case& c) {
  for (size_t at = 0; at < text.size();) {
    const size_t comma = std::min(text.find(',', at), text.size());
    const std::string part = text.substr(at, comma - at);
    const size_t equals = part.find('=');
    bool known = false;
    for (const FuzzField& field : c.fields())
      if (equals != std::string::npos && part.substr(0, equals) == field.name) {
        *field.value = std::atoll(part.c_str() + equals + 1);
        known = true;
      }
    if (!known) return false;
    at = comma + 1;
  }
  return true;
}

// The line to print if the process dies in a case.
inline char fuzz_current_case[2048] = "";

inline void install_fuzz_signals() {
#if defined(__unix__) || defined(__APPLE__)
  const auto handler = [](int signal) {
    const char* what = signal == SIGFPE ? "\nFAILED: arithmetic trap in --case "
                                        : "\nFAILED: touched memory that is not its own in --case ";
    if (write(1, what, std::strlen(what)) < 0) _exit(2);
    if (write(1, fuzz_current_case, std::strlen(fuzz_current_case)) < 0) _exit(2);
    const char* end = "\n0 passed, 1 failed\n";
    if (write(1, end, std::strlen(end)) < 0) _exit(2);
    _exit(1);
  };
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE}) std::signal(signal, handler);
#endif
}

// Makes the numbers of a failing case smaller, one at a time, as long as it fails.
template <class Case, class Check>
Case shrunk(Case c, Check&& check) {
  int tries = 400;
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (size_t f = 0; f < c.fields().size(); ++f) {
      const int64_t value = *c.fields()[f].value;
      for (const int64_t other : {int64_t{0}, int64_t{1}, value / 2, value - 1}) {
        if (other < 0 || other >= value || tries-- <= 0) continue;
        Case candidate = c;
        *candidate.fields()[f].value = other;
        if (!candidate.possible() || check(candidate).ok()) continue;
        c = candidate;
        smaller = true;
        break;
      }
    }
  }
  return c;
}

// `draw(random)` makes a case, `check(case)` gives its FuzzVerdict.
template <class Case, class Draw, class Check>
int fuzz_main(int argc, char** argv, const char* name, Draw&& draw, Check&& check) {
  double seconds = 5.0;
  uint64_t seed = 1;
  std::string only;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--seconds"))
      seconds = std::atof(argv[i + 1]);
    else if (!std::strcmp(argv[i], "--seed"))
      seed = std::strtoull(argv[i + 1], nullptr, 10);
    else if (!std::strcmp(argv[i], "--case"))
      only = argv[i + 1];
    else
      argc = 0;
  }
  if (argc % 2 == 0) {
    std::printf("%s: expected [--seconds n] [--seed n] [--case seed:index | --case name=value,...]\n", name);
    return 2;
  }
  install_fuzz_signals();
  // As in native_test.h.
  const struct JoinWorkers {
    ~JoinWorkers() { mirada::set_num_threads(1); }
  } join_workers;
  const auto run = [&](const Case& c) {
    std::snprintf(fuzz_current_case, sizeof fuzz_current_case, "%s", told(c).c_str());
    return check(c);
  };
  const auto tell_failure = [&](const Case& c, const std::string& from, const FuzzVerdict& verdict) {
    std::printf("FAILED: %s%s\n  case  --case %s\n", from.c_str(), verdict.failure.c_str(), told(c).c_str());
    const Case small = shrunk(c, run);
    std::printf("  small --case %s\n        %s\n", told(small).c_str(), run(small).failure.c_str());
  };

  if (!only.empty()) {
    Case c{};
    const size_t colon = only.find(':');
    if (colon != std::string::npos) {
      FuzzRandom random(std::strtoull(only.c_str(), nullptr, 10),
                        std::strtoull(only.c_str() + colon + 1, nullptr, 10));
      c = draw(random);
    } else if (!read_case(only, c) || !c.possible()) {
      std::printf("%s: expected a possible --case of %s, got %s\n", name, told(Case{}).c_str(), only.c_str());
      return 2;
    }
    const FuzzVerdict verdict = run(c);
    std::printf("%s: %s\n", told(c).c_str(), verdict.ok() ? "passed" : verdict.failure.c_str());
    std::printf("closest to a bound: %.2f of it, %s\n", verdict.closest, verdict.closest_at.c_str());
    std::printf("%s: %d passed, %d failed\n", name, verdict.ok(), !verdict.ok());
    return verdict.ok() ? 0 : 1;
  }

  const auto began = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  std::printf("%s: seed %llu, %.0f seconds\n", name, static_cast<unsigned long long>(seed), seconds);
  std::fflush(stdout);
  double closest = 0.0;
  std::string closest_at;
  int64_t index = 0;
  for (; index == 0 || elapsed() < seconds; ++index) {
    FuzzRandom random(seed, static_cast<uint64_t>(index));
    const Case c = draw(random);
    const FuzzVerdict verdict = run(c);
    if (!verdict.ok()) {
      tell_failure(c, std::to_string(seed) + ":" + std::to_string(index) + ": ", verdict);
      std::printf("%s: %lld passed, 1 failed\n", name, static_cast<long long>(index));
      return 1;
    }
    if (verdict.closest > closest) {
      closest = verdict.closest;
      closest_at = verdict.closest_at + ", --case " + std::to_string(seed) + ":" + std::to_string(index);
    }
  }
  std::printf("closest to a bound: %.2f of it, %s\n", closest, closest_at.c_str());
  std::printf("%s: %lld passed, 0 failed\n", name, static_cast<long long>(index));
  return 0;
}

}  // namespace mirada_test
