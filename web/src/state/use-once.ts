import { useEffect, useRef } from 'react';

/** Runs the effect once for each visit of a page, as soon as `ready`; not again when the page renders anew. */
export function useOnce(effect: () => void, ready = true): void {
  const done = useRef(false);
  useEffect(() => {
    if (!ready || done.current) return;
    done.current = true;
    effect();
  });
}
