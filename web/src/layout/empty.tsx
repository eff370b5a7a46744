import type { ReactNode } from 'react';

/** A page with nothing on it yet: what is so, what to do, and a way on. */
export function Empty(props: { title: string; remedy: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 py-8">
      <p className="text-xl font-medium">{props.title}</p>
      <p className="max-w-prose text-soft">{props.remedy}</p>
      {props.children}
    </div>
  );
}
