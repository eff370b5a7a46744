/**
 * Conformance suites for those who extend Daogou: each registers Vitest tests that hold one contract. Vitest is the
 * caller's own.
 */
export { encoderSuite, type EncoderUnderTest } from './encoder-suite.ts';
export { fusionSuite, type FusedBatch, type FusionBatch, type FusionUnderTest } from './fusion-suite.ts';
export { createMemoryArtifacts, type MemoryArtifacts } from './memory-artifacts.ts';
export { recommenderSuite, type RecommenderSuiteOptions } from './recommender-suite.ts';
export { storageSuite } from './storage-suite.ts';
