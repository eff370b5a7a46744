import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Box, ElementKind } from '../../../../src/core/contracts/screen.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { scrollWithin } from '../../layout/scroll-within.ts';
import { boxWithin, type Size } from '../../screens/boxes.ts';
import { kindColour } from '../../screens/kind-colour.ts';
import { Panel } from '../look/panel.tsx';
import { toolButton, toolField } from '../look/tool-button.ts';
import { KindSelect } from './kind-select.tsx';
import type { DraftElement, LabelDraft } from './label-draft.ts';

/** In the order of a box. */
const SIDES = ['left', 'top', 'width', 'height'] as const;

type Change = (id: number, change: Partial<Omit<DraftElement, 'id'>> | null) => void;

/** The boxes as rows: all that can be done on the picture, by keyboard as well. */
export function BoxRows(props: {
  draft: LabelDraft;
  size: Size;
  selected: number | null;
  newKind: ElementKind;
  onNewKind: (kind: ElementKind) => void;
  onAdd: (box: Box) => void;
  onSelect: (id: number | null) => void;
  onChange: Change;
}) {
  const { look, correct } = useTexts().texts.screens;
  const { elements } = props.draft;
  const { width, height } = props.size;
  return (
    <Panel title={look.elements}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <label htmlFor="new-kind">{correct.drawing}</label>
        <KindSelect id="new-kind" kind={props.newKind} onChoose={props.onNewKind} />
        <button
          type="button"
          className={toolButton}
          onClick={() =>
            props.onAdd(boxWithin([width * 0.35, height * 0.45, width * 0.3, height * 0.1], props.size))
          }
        >
          <Plus size={14} aria-hidden="true" />
          {correct.add}
        </button>
      </div>
      <ul className="relative -mx-1.5 max-h-96 overflow-y-auto">
        {elements.map((element, index) => (
          <Row
            key={element.id}
            element={element}
            place={index + 1}
            size={props.size}
            isSelected={element.id === props.selected}
            onSelect={() => props.onSelect(element.id)}
            onChange={props.onChange}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface RowProps {
  element: DraftElement;
  /** From 1. */
  place: number;
  size: Size;
  isSelected: boolean;
  onSelect: () => void;
  onChange: Change;
}

function Row(props: RowProps) {
  const { element, place, isSelected } = props;
  const { correct } = useTexts().texts.screens;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected && row.current) scrollWithin(row.current);
  }, [isSelected]);
  return (
    <li ref={row} className={`rounded-lg p-1.5 ${isSelected ? 'bg-well' : ''}`}>
      <div className="flex items-center gap-1.5">
        <button
          type="button"
          aria-label={correct.choose(place)}
          aria-pressed={isSelected}
          onClick={props.onSelect}
          className="grid size-8 shrink-0 place-items-center rounded-md text-xs font-semibold text-white tabular-nums"
          style={{ background: kindColour(element.kind) }}
        >
          {place}
        </button>
        <span className="min-w-0 flex-1">
          <KindSelect
            label={correct.kindOf(place)}
            kind={element.kind}
            onChoose={(kind) => {
              props.onChange(element.id, { kind });
              props.onSelect();
            }}
          />
        </span>
        <button
          type="button"
          aria-label={correct.remove(place)}
          title={correct.remove(place)}
          onClick={() => props.onChange(element.id, null)}
          className="press grid size-9 shrink-0 place-items-center rounded-lg text-soft hover:bg-canvas hover:text-warn"
        >
          <Trash2 size={16} aria-hidden="true" />
        </button>
      </div>
      {isSelected && <Place {...props} />}
    </li>
  );
}

function Place({ element, place, size, onChange }: RowProps) {
  const { correct } = useTexts().texts.screens;
  const { box, id, text } = element;
  return (
    <div className="mt-1.5 flex flex-col gap-1.5">
      <input
        type="text"
        aria-label={correct.textOf(place)}
        placeholder={correct.text}
        maxLength={200}
        value={text}
        onChange={({ target }) => onChange(id, { text: target.value })}
        className={`${toolField} w-full`}
      />
      <fieldset className="grid grid-cols-4 gap-1.5">
        <legend className="sr-only">{correct.place}</legend>
        {SIDES.map((side, index) => (
          <label key={side} className="text-xs text-soft">
            {correct.sides[side]}
            <input
              type="number"
              min={0}
              value={Math.round(box[index] ?? 0)}
              onChange={({ target }) => {
                const changed = box.map((one, at) => (at === index ? target.valueAsNumber : one)) as Box;
                onChange(id, { box: boxWithin(changed, size) });
              }}
              className={`${toolField} w-full tabular-nums`}
            />
          </label>
        ))}
      </fieldset>
    </div>
  );
}
