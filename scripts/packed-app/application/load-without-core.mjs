// What an application sees that asks for the native core before it is built.

import { NativeLoadError, registerNativeBackend } from "@mirada/core-native";

try {
	registerNativeBackend();
	console.log(JSON.stringify({ threw: false }));
} catch (error) {
	console.log(
		JSON.stringify({ threw: true, known: NativeLoadError.isInstance(error), message: error.message }),
	);
}
