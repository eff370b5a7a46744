/** A four-pointed star, the guide's mark. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M16 6l3 7 7 3-7 3-3 7-3-7-7-3 7-3z" className="fill-on-accent" />
    </svg>
  );
}
