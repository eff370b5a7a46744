/** A soft breath of colour where something is about to be. */
export function Blush(props: { hue: number; className: string }) {
  return (
    <div
      className={`breathe ${props.className}`}
      style={{
        background: `linear-gradient(135deg, light-dark(oklch(0.95 0.025 ${props.hue}), oklch(0.3 0.02 ${props.hue})), light-dark(oklch(0.91 0.035 ${(props.hue + 40) % 360}), oklch(0.26 0.03 ${(props.hue + 40) % 360})))`,
      }}
    />
  );
}
