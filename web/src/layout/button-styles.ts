const shape =
  'press inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 py-2 text-center font-medium disabled:opacity-50';

/** The looks a button or link can have; the accent is for the one thing to do. */
export const button = {
  main: `${shape} bg-accent text-on-accent hover:bg-accent-deep`,
  quiet: `${shape} border border-line bg-surface text-ink hover:border-edge`,
  plain: `${shape} px-3 text-soft hover:text-ink`,
};
