// A model as a file would hold it: its topology goes through text.

import type * as tf from "@tensorflow/tfjs";

/** What `model.save` writes, for `tf.loadLayersModel(tf.io.fromMemory(...))`. */
export async function saved(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
	let artifacts: tf.io.ModelArtifacts | undefined;
	await model.save({
		save: async (written) => {
			artifacts = { ...written, modelTopology: JSON.parse(JSON.stringify(written.modelTopology)) };
			return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
		},
	});
	return artifacts!;
}
