import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import type { ElementKind } from '../../../../src/core/contracts/screen.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { kindColour } from '../../screens/kind-colour.ts';
import type { Shown } from './use-shown.ts';

/** One switch for each kind of box that was found, with how many there are. */
export function KindLegend({ answer, shown }: { answer: LookAnswer; shown: Shown }) {
  const { screens } = useTexts().texts;
  const counts = new Map<ElementKind, number>();
  for (const { kind } of answer.elements) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (
    <fieldset aria-label={screens.look.legend} className="flex flex-wrap gap-1.5">
      {[...counts].map(([kind, count]) => (
        <Switch
          key={kind}
          name={screens.kinds[kind]}
          count={count}
          colour={kindColour(kind)}
          isOn={!shown.hidden.has(kind)}
          onToggle={() => shown.toggleKind(kind)}
        />
      ))}
      {answer.products.length > 0 && (
        <Switch
          name={screens.look.products}
          count={answer.products.length}
          colour="var(--color-accent)"
          isOn={shown.withProducts}
          onToggle={() => shown.toggleProducts()}
        />
      )}
      {answer.lines.length > 0 && (
        <Switch
          name={screens.look.linesToggle}
          count={answer.lines.length}
          colour="var(--color-edge)"
          isOn={shown.withLines}
          onToggle={() => shown.toggleLines()}
        />
      )}
    </fieldset>
  );
}

function Switch(props: { name: string; count: number; colour: string; isOn: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={props.isOn}
      onClick={props.onToggle}
      className="press flex min-h-8 items-center gap-1.5 rounded-full border border-line px-2.5 text-xs text-soft hover:border-edge aria-pressed:bg-surface aria-pressed:text-ink"
    >
      <span
        aria-hidden="true"
        className="size-2.5 rounded-sm border-2"
        style={{ borderColor: props.colour, background: props.isOn ? props.colour : 'transparent' }}
      />
      {props.name}
      <span className="tabular-nums">{props.count}</span>
    </button>
  );
}
