import { useState } from 'react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import type { ElementKind } from '../../../../src/core/contracts/screen.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { LookTrouble } from '../../screens/look-trouble.tsx';
import type { Screenshot } from '../../screens/screenshot.ts';
import { Panel } from '../look/panel.tsx';
import { toolButton } from '../look/tool-button.ts';
import { BoxEditor } from './box-editor.tsx';
import { BoxRows } from './box-rows.tsx';
import { draftOf, withElement, withNewElement, type LabelDraft } from './label-draft.ts';
import { PageChoice } from './page-choice.tsx';
import { useKeeping } from './use-keeping.ts';

/** A person's word on what the picture shows, drawn and chosen, and kept only when they say so. */
export function Correction(props: { screenshot: Screenshot; answer: LookAnswer; onLeave: () => void }) {
  const { screenshot, answer } = props;
  const { texts, language } = useTexts();
  const words = texts.screens.correct;
  const [first] = useState(() => draftOf(answer, language));
  const [draft, setDraft] = useState<LabelDraft>(first);
  const [selected, setSelected] = useState<number | null>(null);
  const [kind, setKind] = useState<ElementKind>('add_to_cart');
  const keeping = useKeeping(screenshot);
  const change = (next: LabelDraft): void => {
    keeping.reset();
    setDraft(next);
  };
  const add = (box: LabelDraft['elements'][number]['box']): void => {
    const next = withNewElement(draft, kind, box);
    change(next);
    setSelected(next.elements.at(-1)?.id ?? null);
  };
  return (
    <div className="mt-4 grid gap-4 xl:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="flex min-w-0 flex-col gap-2">
        <p className="text-soft">{words.line}</p>
        <BoxEditor
          screenshot={screenshot}
          size={answer}
          elements={draft.elements}
          selected={selected}
          onSelect={setSelected}
          onDraw={add}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <Panel title={words.start}>
          <PageChoice draft={draft} onChange={change} />
        </Panel>
        <BoxRows
          draft={draft}
          size={answer}
          selected={selected}
          newKind={kind}
          onNewKind={setKind}
          onAdd={add}
          onSelect={setSelected}
          onChange={(id, changed) => {
            change(withElement(draft, id, changed));
            if (changed === null) setSelected(null);
          }}
        />
        <div className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-3">
          <p className="text-soft">{words.stores}</p>
          <div className="flex flex-wrap gap-2">
            <button
              type="button"
              disabled={keeping.is === 'keeping' || keeping.is === 'kept'}
              onClick={() => void keeping.keep(draft)}
              className="press min-h-9 rounded-lg bg-accent px-4 font-medium text-on-accent hover:bg-accent-deep disabled:opacity-50"
            >
              {keeping.is === 'keeping' ? words.keeping : words.keep}
            </button>
            <button
              type="button"
              disabled={draft === first}
              onClick={() => change(first)}
              className={toolButton}
            >
              {words.undo}
            </button>
            <button type="button" onClick={props.onLeave} className={toolButton}>
              {words.done}
            </button>
          </div>
          <output data-testid="kept" className="font-medium text-accent-deep empty:hidden">
            {keeping.is === 'kept' && words.kept(keeping.id.slice(0, 8))}
          </output>
          {keeping.error && <LookTrouble error={keeping.error} onRetry={() => void keeping.keep(draft)} />}
        </div>
      </div>
    </div>
  );
}
