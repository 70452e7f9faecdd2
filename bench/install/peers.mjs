// All contenders: one file per peer, one line here. `install(home, { log, say })` installs the peer into `home` (the
// folder .mirada/bench) unless it is there already, and resolves to `{ command, env? }`, with which its scripts
// are started.
// It throws the reason if the peer cannot be installed; its rows then say so.

import { keras } from "./keras.mjs";
import { mirada } from "./mirada.mjs";
import { numpy } from "./numpy.mjs";
import { onnxruntime } from "./onnxruntime.mjs";
import { tfjs } from "./tfjs.mjs";
import { tfjsNode } from "./tfjs-node.mjs";
import { torch } from "./torch.mjs";

export const peers = { mirada, torch, onnxruntime, numpy, tfjs, tfjsNode, keras };
