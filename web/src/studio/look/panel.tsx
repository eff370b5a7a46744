import { type ReactNode, useId } from 'react';

/** One part of the findings, under its heading. */
export function Panel(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-xl border border-line bg-surface p-3">
      <div className="mb-2 flex items-baseline justify-between gap-2">
        <h2 id={id} className="font-semibold">
          {props.title}
        </h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
