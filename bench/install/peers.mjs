// Everyone who takes part: one file per peer, one line here. `install(home, { log, say })` brings the peer into
// `home` (the folder .mirada/bench), does nothing where it is there already, and resolves to `{ command, env? }`:
// what starts one of its scripts. It throws with the reason where the peer cannot be had; its rows then say so.

import { keras } from "./keras.mjs";
import { mirada } from "./mirada.mjs";
import { numpy } from "./numpy.mjs";
import { onnxruntime } from "./onnxruntime.mjs";
import { tfjs } from "./tfjs.mjs";
import { tfjsNode } from "./tfjs-node.mjs";
import { torch } from "./torch.mjs";

export const peers = { mirada, torch, onnxruntime, numpy, tfjs, tfjsNode, keras };
