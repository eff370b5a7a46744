/**
 * Every error that Daogou throws on purpose. Each says what was received and what to do about it, and carries
 * both as data, so that a page, a log line or an RFC 9457 answer can show them without parsing text.
 */

export const ERROR_CODES = [
  'invalid-input',
  'not-found',
  'unsupported-format',
  'bad-media',
  'storage-unavailable',
  'workspace-locked',
  'model-missing',
  'model-mismatch',
  'shape-mismatch',
  'not-differentiable',
  'worker-failed',
  'missing-dependency',
  'not-enough-data',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorDetails {
  /** The value that caused the error, as received. */
  readonly received?: unknown;
  /** One sentence in the imperative: what the reader can do now. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

export class DaogouError extends Error {
  readonly code: ErrorCode;
  readonly received: unknown;
  readonly remedy: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'DaogouError';
    this.code = code;
    this.received = details.received;
    this.remedy = details.remedy;
  }
}

/** Turns anything that was thrown into an Error, so that `catch` blocks need not guess. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
