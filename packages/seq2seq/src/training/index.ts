export { Adam, type AdamMoments, type AdamOptions } from "./adam.js";
export type { Checkpoint, CheckpointStore, RunConfiguration } from "./checkpoint.js";
export {
	CheckpointError,
	type CheckpointErrorCode,
	type CheckpointErrorOptions,
	type SettingDifference,
} from "./checkpoint-error.js";
export type { LearningRateSchedule } from "./learning-rate.js";
export type { EpochSummary, TrainingProgress, ValidationResult } from "./progress.js";
export {
	type CheckpointOptions,
	type StepReport,
	type TrainOptions,
	type TrainResult,
	train,
} from "./train.js";
export { type TrainStepResult, trainStep } from "./train-step.js";
export { type Vocabularies, validate } from "./validate.js";
