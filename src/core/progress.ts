/** How long work reports itself. The command line draws bars from it, workers pass it on as messages. */
export interface Progress {
  /** Begins a named step of `total` units; `total` 0 means the amount is not known yet. */
  start(label: string, total: number): ProgressStep;
}

export interface ProgressStep {
  advance(units?: number): void;
  /** A few words beside the bar, such as the current loss. */
  note(text: string): void;
  done(): void;
}

const silentStep: ProgressStep = { advance() {}, note() {}, done() {} };

export const silentProgress: Progress = { start: () => silentStep };
