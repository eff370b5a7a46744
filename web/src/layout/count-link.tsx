import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** An icon that leads to a page, with the number of things that wait there. */
export function CountLink(props: { href: string; label: string; count: number; children: ReactNode }) {
  return (
    <Link
      href={props.href}
      aria-label={props.label}
      title={props.label}
      className="press relative grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-well"
    >
      {props.children}
      {props.count > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent tabular-nums"
        >
          {props.count > 99 ? '99+' : props.count}
        </span>
      )}
    </Link>
  );
}
