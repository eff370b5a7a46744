/** One thing that is measured: a training step, repeated. */
export interface Workload {
  readonly name: string;
  prepare(threads: number): Promise<PreparedWorkload>;
}

export interface PreparedWorkload {
  /** @returns the loss. */
  step(): Promise<number>;
  release(): Promise<void>;
}
