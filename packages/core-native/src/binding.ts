// The addon's functions and their types, in one place.

import type { AttentionBinding } from "./attention-binding.js";

export interface Binding extends AttentionBinding {}
