/** The trials of a study, one line of JSON each, so that a study goes on where it was interrupted. */
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { DaogouError } from '../../core/errors.ts';

const settingSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const trialSchema = z.object({
  /** Counts from 0. */
  number: z.number().int().nonnegative(),
  setting: settingSchema,
  /** What was measured, more is better; null where the trial failed. */
  value: z.number().nullable(),
  /** Why it failed. */
  error: z.string().optional(),
  seconds: z.number().nonnegative(),
  /** ISO 8601 in UTC. */
  endedAt: z.string(),
});

export type Trial = Readonly<z.infer<typeof trialSchema>>;

export interface TrialLog {
  /** Trials that ended earlier, in their order. */
  readonly trials: readonly Trial[];
  /** On the disk when the promise is fulfilled. */
  append(trial: Trial): Promise<void>;
}

/**
 * @param about what the study is of: a file of another study is refused, since its values say nothing about this one.
 * @throws model-mismatch for the log of another study; invalid-input for a file that is no log.
 */
export async function openTrialLog(file: string, about: unknown): Promise<TrialLog> {
  await mkdir(dirname(file), { recursive: true });
  const trials = await readTrials(file, JSON.stringify(about));
  return {
    trials,
    append: (trial) => appendFile(file, `${JSON.stringify(trial)}\n`, { flush: true }),
  };
}

async function readTrials(file: string, about: string): Promise<Trial[]> {
  const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return '';
    throw thrown;
  });
  // A line without an end was cut short by a crash: its trial is made anew.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
  const [head, ...lines] = whole.split('\n').slice(0, -1);
  if (head === undefined) {
    await appendFile(file, `${JSON.stringify({ study: about })}\n`, { flush: true });
    return [];
  }
  const study = parse(file, 1, head, z.object({ study: z.string() }));
  if (study.study !== about) {
    throw new DaogouError('model-mismatch', `${file} holds the trials of another study`, {
      received: study.study.slice(0, 200),
      remedy: 'Name another file, or remove this one to begin anew.',
    });
  }
  return lines.map((line, i) => parse(file, i + 2, line, trialSchema));
}

function parse<T>(file: string, number: number, line: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new DaogouError('invalid-input', `Line ${number} of ${file} is no trial`, {
      received: line.slice(0, 200),
      remedy: 'Mend or remove the line; each is a JSON document as a study writes it.',
      cause,
    });
  }
}
