import type { ElementKind } from '../../../../src/core/contracts/screen.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { KIND_NAMES } from '../../screens/screen-names.ts';
import { toolField } from '../look/tool-button.ts';

export function KindSelect(props: {
  kind: ElementKind;
  onChoose: (kind: ElementKind) => void;
  id?: string;
  label?: string;
}) {
  const { kinds } = useTexts().texts.screens;
  return (
    <select
      id={props.id}
      aria-label={props.label}
      value={props.kind}
      onChange={({ target }) => props.onChoose(target.value as ElementKind)}
      className={`${toolField} max-w-full`}
    >
      {KIND_NAMES.map((kind) => (
        <option key={kind} value={kind}>
          {kinds[kind]}
        </option>
      ))}
    </select>
  );
}
