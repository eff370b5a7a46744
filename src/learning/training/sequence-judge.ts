import { gainOf } from '../../models/retrieval/sequence/blend-search.ts';
import type { SequenceShape } from '../../models/retrieval/sequence/options.ts';
import { answerInRuns, servingSize } from '../../models/retrieval/sequence/sequence-model.ts';
import { servingGraph } from '../../models/retrieval/sequence/serving-graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import type { SequenceItemTable } from './sequence-item-table.ts';
import type { HeldOut } from './sequence-samples.ts';

export interface SequenceJudge {
  /** Minus the mean gain of held-out steps with the present parameters: small is good. */
  measure(): Promise<number>;
  release(): Promise<void>;
}

/**
 * Measures a network while it is trained, on shoppers whose last step it never saw. The gain of a step is
 * 1 / log2(1 + rank), over all ranks: smoother than NDCG@10, of which it is the limit, so fewer shoppers choose as well.
 */
export async function openJudge(
  heldOut: readonly HeldOut[],
  store: ParameterStore,
  table: SequenceItemTable,
  shape: SequenceShape,
  items: number,
  threads: number,
): Promise<SequenceJudge> {
  const graph = servingGraph(store, shape, items, servingSize(shape));
  const session = await createSession(graph.toOnnx(), { threads });
  return {
    async measure() {
      table.compose();
      const parameters = Object.fromEntries(store.frozen());
      let gain = 0;
      await answerInRuns(
        heldOut.map(({ past }) => past),
        shape,
        (feeds) => session.run({ ...feeds, ...parameters, table: table.vectors }),
        (question, scores) => {
          gain += gainOf(heldOut[question].target, scores);
        },
      );
      return -gain / heldOut.length;
    },
    release: () => session.release(),
  };
}
