/** A button of the studio: small, and legible. */
export const toolButton =
  'press inline-flex min-h-9 items-center gap-1.5 rounded-lg border border-line bg-surface px-3 text-sm hover:border-edge disabled:opacity-50';

/** A field of the studio. */
export const toolField = 'h-9 min-w-0 rounded-lg border border-edge/70 bg-surface px-2 text-sm text-ink';
