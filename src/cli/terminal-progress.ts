import type { WriteStream } from 'node:tty';
import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress, ProgressStep } from '../core/progress.ts';

export interface TerminalProgressOptions {
  readonly stream: WriteStream;
  /** True for lines instead of bars on a terminal too. */
  readonly plain?: boolean;
  /** The time in milliseconds; given by tests. */
  readonly now?: () => number;
}

/** Bars with the time that remains on a terminal; elsewhere lines: at the start, at most every 10 s, at the end. */
export function createTerminalProgress({
  stream,
  plain = false,
  now = () => performance.now(),
}: TerminalProgressOptions): Progress {
  return stream.isTTY && !plain ? createBars(stream, now) : createLines(stream, now);
}

const LINE_MILLISECONDS = 10_000;

function createLines(stream: WriteStream, now: () => number): Progress {
  const say = (line: string): void => void stream.write(`${line}\n`);
  return {
    start(label, total) {
      const begun = now();
      let lastLine = begun;
      let units = 0;
      let words = '';
      let isDone = false;
      say(`${label} …`);
      const sayWhereNow = (): void => {
        if (isDone || now() - lastLine < LINE_MILLISECONDS) return;
        lastLine = now();
        const elapsed = (now() - begun) / 1000;
        const share = total > 0 ? ` ${Math.floor((100 * Math.min(units, total)) / total)} %` : ` ${units}`;
        const left =
          total > 0 && units > 0
            ? `, about ${seconds((elapsed * Math.max(0, total - units)) / units)} left`
            : '';
        say(`${label}:${share} after ${seconds(elapsed)}${left}${words}`);
      };
      return {
        advance(more = 1) {
          units += more;
          sayWhereNow();
        },
        note(text) {
          words = ` (${text})`;
          sayWhereNow();
        },
        done() {
          if (isDone) return;
          isDone = true;
          say(`${label}: done in ${seconds((now() - begun) / 1000)}${words}`);
        },
      };
    },
  };
}

function createBars(stream: WriteStream, now: () => number): Progress {
  let bars: MultiBar | undefined;
  let open = 0;
  return {
    start(label, total) {
      bars ??= newBars(stream);
      open++;
      const begun = now();
      const bar = bars.create(total, 0, { label: label.padEnd(32), words: '' }, { format: formatOf(total) });
      return barStep(bar, label, (line) => {
        open--;
        bars?.remove(bar);
        bars?.log(`${line} in ${seconds((now() - begun) / 1000)}\n`);
        if (open > 0) return;
        // The last bar is gone: stopping writes the line out and gives the cursor back.
        bars?.update();
        bars?.stop();
        bars = undefined;
      });
    },
  };
}

function newBars(stream: WriteStream): MultiBar {
  return new MultiBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    etaBuffer: 50,
    emptyOnZero: true,
    // The serve command ends by signals itself.
    gracefulExit: true,
  });
}

const formatOf = (total: number): string =>
  total > 0
    ? '{label} {bar} {percentage} %  {eta_formatted} left  {words}'
    : '{label} {value}  {duration_formatted}  {words}';

function barStep(bar: SingleBar, label: string, finish: (line: string) => void): ProgressStep {
  let words = '';
  let isDone = false;
  return {
    advance(units = 1) {
      if (!isDone) bar.increment(units);
    },
    note(text) {
      words = text;
      if (!isDone) bar.update({ words });
    },
    done() {
      if (isDone) return;
      isDone = true;
      finish(`${label}: done${words === '' ? '' : ` (${words})`}`);
    },
  };
}

function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 120) return `${Math.round(value)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}
