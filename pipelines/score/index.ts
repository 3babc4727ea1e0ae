export type { Blend, ModelScores } from './blend-scores.js';
export { blendScores } from './blend-scores.js';
export type {
  IcFigures,
  MeanFigures,
  ModelCard,
  ModelCardInput,
  ModelEvaluation,
  SliceFigures,
} from './card.js';
export { cardSchema } from './card.js';
export { explainScores } from './explain-scores.js';
export { changedFeatures, featureSources } from './feature-sources.js';
export { featureVersion } from './feature-version.js';
export type { Likelihood } from './likelihood.js';
export { likelihood } from './likelihood.js';
export type { StoredModel } from './model-folder.js';
export { listModels, readCard, readModel, writeModel } from './model-folder.js';
export { encodeOnnx } from './onnx/encode-onnx.js';
export { linearToOnnx } from './onnx/linear-to-onnx.js';
export type { OnnxModel } from './onnx/onnx-graph.js';
export { treesToOnnx } from './onnx/trees-to-onnx.js';
export { onnxParity } from './onnx-parity.js';
export type { ScoringModel } from './scoring-model.js';
export { openScoringModel } from './scoring-model.js';
export { ownModelFromJson, ownModelToJson } from './own-model.js';
export type { Challenge } from './challenge.js';
export { challenge } from './challenge.js';
export type { DriftReport, LiveEvidence } from './watch-model.js';
export { modelDrift, retrainReasons } from './watch-model.js';
export type { Verification } from './verify-model.js';
export { verifyModel } from './verify-model.js';
export type { FeatureSource } from './feature-columns.js';
export { featureColumns } from './feature-columns.js';
export type { LiveIc } from './live-ic.js';
export { liveIc } from './live-ic.js';
export type { ModelNight, ModelUse, ScoredNight, ScoreModelsOptions } from './score-models.js';
export { scoreModels } from './score-models.js';
export type { Prediction, PredictionOptions } from './predict-scores.js';
export { predictScores } from './predict-scores.js';
export type { SessionScores } from './score-session.js';
export { rankScores, scoreSession } from './score-session.js';
export { scoreUse, scoreWords } from './score-use.js';
export type { StoredNight } from './store-scores.js';
export { storeScores } from './store-scores.js';
export type { CaseLibrary, PastCase } from './case-library.js';
export { encodeCases } from './case-library.js';
export type { Comparison } from './compare-models.js';
export { compareModels } from './compare-models.js';
export { knownFeatures } from './known-features.js';
export type { Promotion } from './promote-model.js';
export { promoteModel, retireModel } from './promote-model.js';
export { modelFolder } from './locate-model.js';
export { challengerName, challengersOf, isChallenger } from './challengers.js';
export { storeChallenges } from './store-challenges.js';
export type { ModelWatch } from './model-watch.js';
export { modelWatch } from './model-watch.js';
