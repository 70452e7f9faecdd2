// What the addon exports: each op's binding adds its functions. addon.cc calls them in this order.
#pragma once
#include <napi.h>

namespace mirada {

void export_info(Napi::Env env, Napi::Object exports);
void export_attention(Napi::Env env, Napi::Object exports);
void export_attentional_state(Napi::Env env, Napi::Object exports);
void export_matmul(Napi::Env env, Napi::Object exports);
void export_elementwise(Napi::Env env, Napi::Object exports);
void export_lstm(Napi::Env env, Napi::Object exports);
void export_loss(Napi::Env env, Napi::Object exports);
void export_embedding(Napi::Env env, Napi::Object exports);
void export_optimizer(Napi::Env env, Napi::Object exports);
void export_decoding(Napi::Env env, Napi::Object exports);
void export_random(Napi::Env env, Napi::Object exports);
void export_measure(Napi::Env env, Napi::Object exports);

}  // namespace mirada
