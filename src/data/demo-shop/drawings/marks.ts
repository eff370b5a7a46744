/** Marks of the invented brands: shapes, not letters, so that a picture is the same whatever fonts a machine has. */
import { hashText } from '../../../core/random.ts';
import { oval, path, repeat } from './kit.ts';

const MARKS: readonly ((fill: string) => string)[] = [
  (fill) =>
    path('M0 -10C8 -6 9 4 0 10C-9 4 -8 -6 0 -10z', fill) + path('M-1 -6h2v14h-2z', '#fff', 'opacity=".5"'),
  (fill) =>
    path('M0 -10L10 0L0 10L-10 0z', fill) + path('M0 -4.5L4.5 0L0 4.5L-4.5 0z', '#fff', 'opacity=".6"'),
  (fill) => `<circle r="7.6" fill="none" stroke="${fill}" stroke-width="3.6"/>` + path(oval(0, 0, 2.4), fill),
  (fill) => path('M-10 7L-3 -7L2 2L5 -3L10 7z', fill),
  (fill) => path('M0 -10L2.6 -3.2L9.6 -3L4 1.4L6 8.2L0 4.2L-6 8.2L-4 1.4L-9.6 -3L-2.6 -3.2z', fill),
  (fill) =>
    repeat(
      3,
      (i) =>
        `<path d="M-9 ${-6 + i * 6}q4.500 -6 9 0t9 0" fill="none" stroke="${fill}" stroke-width="2.600"/>`,
    ),
  (fill) => path('M2 -10A10 10 0 1 0 9 6A8 8 0 1 1 2 -10z', fill),
  (fill) => repeat(6, (i) => `<g transform="rotate(${i * 60})">${path(oval(0, -6, 2.6, 4), fill)}</g>`),
  (fill) => path('M-9 -9H-3V-2H3V-9H9V9H3V3H-3V9H-9z', fill),
  (fill) => path('M-10 4A10 10 0 0 1 10 4z', fill) + path('M-10 6.500H10V9H-10z', fill),
];

/** The same brand has the same mark everywhere. */
export const markOf = (brand: string): ((fill: string) => string) => MARKS[hashText(brand) % MARKS.length];
