import type { ErrorCode } from '../core/errors.ts';

/** The HTTP status and title that each error code of Daogou is answered with: the only place that says so. */
export const ERROR_STATUSES: Readonly<
  Record<ErrorCode, { readonly status: number; readonly title: string }>
> = {
  'invalid-input': { status: 400, title: 'The request is not valid' },
  'not-found': { status: 404, title: 'Not found' },
  'unsupported-format': { status: 415, title: 'The format is not supported' },
  'bad-media': { status: 422, title: 'The picture or file cannot be read' },
  'storage-unavailable': { status: 503, title: 'The store does not answer' },
  'workspace-locked': { status: 503, title: 'The workspace is in use by another process' },
  'model-missing': { status: 503, title: 'No model is loaded' },
  'model-mismatch': { status: 500, title: 'The model does not fit this version' },
  'shape-mismatch': { status: 500, title: 'A computation failed' },
  'not-differentiable': { status: 500, title: 'A computation failed' },
  'worker-failed': { status: 500, title: 'A computation failed' },
  'missing-dependency': { status: 501, title: 'A part of the server is not installed' },
  'not-enough-data': { status: 409, title: 'There is not enough data yet' },
};
