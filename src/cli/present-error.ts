import { DaogouError, toError } from '../core/errors.ts';

const LONGEST_RECEIVED = 500;

/**
 * An error as a person at a terminal reads it: what happened, what was received, what to do. The stack is added with
 * `--verbose`, or where the environment variable DAOGOU_DEBUG is set.
 */
export function presentError(thrown: unknown, { verbose }: { readonly verbose: boolean }): string {
  const error = toError(thrown);
  const lines = [`Error: ${error.message}`];
  if (error instanceof DaogouError) {
    if (error.received !== undefined) lines.push(`  Received: ${receivedText(error.received)}`);
    if (error.remedy !== undefined) lines.push(`  What to do: ${error.remedy}`);
  } else {
    lines.push('  What to do: run the command again with --verbose, which shows where this happened.');
  }
  if (verbose || process.env.DAOGOU_DEBUG) lines.push(...stacks(error));
  return lines.join('\n');
}

/** The same for a machine. */
export function errorDocument(thrown: unknown): Record<string, unknown> {
  const error = toError(thrown);
  if (!(error instanceof DaogouError)) return { code: 'unforeseen', message: error.message };
  return {
    code: error.code,
    message: error.message,
    ...(error.received === undefined ? {} : { received: receivedText(error.received) }),
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  };
}

function receivedText(received: unknown): string {
  const text = typeof received === 'string' ? received : (JSON.stringify(received) ?? String(received));
  return text.length > LONGEST_RECEIVED ? `${text.slice(0, LONGEST_RECEIVED - 1)}…` : text;
}

function stacks(error: Error): string[] {
  const own = error.stack ?? error.message;
  return error.cause === undefined ? [own] : [own, 'Caused by:', ...stacks(toError(error.cause))];
}
