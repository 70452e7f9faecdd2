// Included before every file of the binding where it is compiled for WebAssembly: says that these functions
// come from JavaScript (src/wasm/node-api.ts). One that is missing here does not link.
#pragma once
#include <node_api.h>

#define MIRADA_IMPORTED(name) \
  extern "C" __attribute__((import_module("napi"), import_name(#name))) decltype(name) name

MIRADA_IMPORTED(napi_call_function);
MIRADA_IMPORTED(napi_create_array);
MIRADA_IMPORTED(napi_create_async_work);
MIRADA_IMPORTED(napi_create_double);
MIRADA_IMPORTED(napi_create_error);
MIRADA_IMPORTED(napi_create_function);
MIRADA_IMPORTED(napi_create_object);
MIRADA_IMPORTED(napi_create_promise);
MIRADA_IMPORTED(napi_create_range_error);
MIRADA_IMPORTED(napi_create_string_utf8);
MIRADA_IMPORTED(napi_create_type_error);
MIRADA_IMPORTED(napi_delete_async_work);
MIRADA_IMPORTED(napi_get_and_clear_last_exception);
MIRADA_IMPORTED(napi_get_array_length);
MIRADA_IMPORTED(napi_get_boolean);
MIRADA_IMPORTED(napi_get_cb_info);
MIRADA_IMPORTED(napi_get_element);
MIRADA_IMPORTED(napi_get_global);
MIRADA_IMPORTED(napi_get_named_property);
MIRADA_IMPORTED(napi_get_property);
MIRADA_IMPORTED(napi_get_property_names);
MIRADA_IMPORTED(napi_get_typedarray_info);
MIRADA_IMPORTED(napi_get_undefined);
MIRADA_IMPORTED(napi_get_value_bool);
MIRADA_IMPORTED(napi_get_value_double);
MIRADA_IMPORTED(napi_get_value_string_utf8);
MIRADA_IMPORTED(napi_is_array);
MIRADA_IMPORTED(napi_is_arraybuffer);
MIRADA_IMPORTED(napi_is_exception_pending);
MIRADA_IMPORTED(napi_is_typedarray);
MIRADA_IMPORTED(napi_new_instance);
MIRADA_IMPORTED(napi_queue_async_work);
MIRADA_IMPORTED(napi_reject_deferred);
MIRADA_IMPORTED(napi_resolve_deferred);
MIRADA_IMPORTED(napi_set_element);
MIRADA_IMPORTED(napi_set_named_property);
MIRADA_IMPORTED(napi_set_property);
MIRADA_IMPORTED(napi_throw);
MIRADA_IMPORTED(napi_typeof);

#undef MIRADA_IMPORTED
