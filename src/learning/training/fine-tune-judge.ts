import { createSession } from '../../tensor/session.ts';
import type { FineTuneBatches } from './fine-tune-batches.ts';
import { buildFineTuneGraph, type FineTuneGraphOptions } from './fine-tune-graph.ts';
import type { ItemPair } from './fine-tune-pairs.ts';

export interface HeldOut {
  /** Items that are never trained on. */
  readonly heldOut: readonly number[];
  /** Pairs with one of them. */
  readonly heldOutPairs: readonly ItemPair[];
}

export interface Judge {
  measure(): Promise<{ loss: number; accuracy: Record<string, number> }>;
  release(): Promise<void>;
}

/** Measures on the held-out pictures, in a graph without gradients that reads the numbers as they are. */
export async function createJudge(
  plan: FineTuneGraphOptions,
  { heldOut, heldOutPairs }: HeldOut,
  batches: FineTuneBatches,
  threads: number,
): Promise<Judge> {
  const { graph, loss, logits } = buildFineTuneGraph(plan);
  const { batch, pairs, tasks, parameters } = plan;
  graph.output('held-out loss', loss);
  for (const [i, tensor] of logits.entries()) graph.output(`logits ${i}`, tensor);
  const session = await createSession(graph.toOnnx(), { threads });
  const single = batch - 2 * pairs;
  // Pairs beyond those that go beside the pictures would make one side of the measurement outweigh the other.
  const count = Math.ceil(heldOut.length / single);
  return {
    async measure() {
      const values = Object.fromEntries(
        [...graph.parameters.keys()].map((name) => [name, parameters.get(name).data]),
      );
      const seen = tasks.map(() => ({ right: 0, all: 0 }));
      let total = 0;
      for (let i = 0; i < count; i++) {
        const chosen = heldOut.slice(i * single, (i + 1) * single);
        const together = heldOutPairs.slice(i * pairs, (i + 1) * pairs);
        const results = await session.run({ ...batches.write(together, chosen), ...values });
        total += results['held-out loss'][0] * chosen.length;
        for (const [task, { labels, classes }] of tasks.entries()) {
          for (const [row, item] of chosen.entries()) {
            if (labels[item] < 0) continue;
            const at = (2 * pairs + row) * classes;
            const told = largest(results[`logits ${task}`].subarray(at, at + classes));
            seen[task].all++;
            if (told === labels[item]) seen[task].right++;
          }
        }
      }
      const accuracy = tasks.map(({ name }, i) => [name, seen[i].right / Math.max(1, seen[i].all)] as const);
      return { loss: total / heldOut.length, accuracy: Object.fromEntries(accuracy) };
    },
    release: () => session.release(),
  };
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
