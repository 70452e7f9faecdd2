// The backend under test.
import { registerNativeBackend } from "../../src/index.js";

registerNativeBackend();
