// The addon's functions and their types, in one place.

import type { AttentionBinding } from "./attention-binding.js";
import type { CoreBinding } from "./core-binding.js";
import type { ElementwiseBinding } from "./elementwise-binding.js";

export interface Binding extends CoreBinding, AttentionBinding, ElementwiseBinding {}
