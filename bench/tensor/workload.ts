/** One thing that is measured: a training step, repeated. */
export interface Workload {
  /** What the other side's output calls it too. */
  readonly key: 'MLP' | 'CNN' | 'SASRec' | 'GRU';
  readonly description: string;
  /** The largest allowed ratio to PyTorch's time, by number of threads. */
  readonly bars: Readonly<Record<number, number>>;
  prepare(threads: number): Promise<PreparedWorkload>;
}

export interface PreparedWorkload {
  /** Building the graph and loading it into the runtime. */
  readonly setUpMs: number;
  /** @returns the loss. */
  step(): Promise<number>;
  release(): Promise<void>;
}
