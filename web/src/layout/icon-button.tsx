import type { ReactNode } from 'react';

export function IconButton(props: {
  label: string;
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className="press grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-well"
    >
      {props.children}
    </button>
  );
}
