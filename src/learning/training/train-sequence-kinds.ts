import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { FULL_ATTENTION, FULL_GRU, PLAIN_ATTENTION } from '../../models/retrieval/sequence/options.ts';
import { SequenceModel } from '../../models/retrieval/sequence/sequence-model.ts';
import { PLAIN_TRAINING, trainSequence, type SequenceTraining } from './train-sequence.ts';

/** Self-attention over sequences with facts, times and cosines: the whole recipe. */
export function sasrec(training: SequenceTraining = {}): RecommenderKind {
  return sequenceKind('sasrec', { shape: FULL_ATTENTION, ...training });
}

/** SASRec as published (Kang and McAuley, 2018) but for its loss, the full softmax: the baseline to beat. */
export function plainSasrec(training: SequenceTraining = {}): RecommenderKind {
  return sequenceKind('sasrec-plain', { shape: PLAIN_ATTENTION, ...PLAIN_TRAINING, ...training });
}

/** A gated recurrent unit over sequences (Hidasi et al., 2016), with the same item vectors and loss. */
export function gru4rec(training: SequenceTraining = {}): RecommenderKind {
  return sequenceKind('gru4rec', { shape: FULL_GRU, ...training });
}

/** A kind of any shape, under a name of its own. */
export function sequenceKind(name: string, training: SequenceTraining): RecommenderKind {
  return {
    name,
    fit: (dataset, context) => trainSequence(name, dataset, training, context),
    load: (artifacts, dataset) => SequenceModel.load(name, artifacts, dataset),
  };
}
