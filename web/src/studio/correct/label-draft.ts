import type { LookAnswer, ScreenCorrection } from '../../../../src/core/contracts/look.ts';
import type { Box, ElementKind, PageType } from '../../../../src/core/contracts/screen.ts';
import type { Language } from '../../../../src/core/contracts/item.ts';

export interface DraftElement {
  /** Stays the same while it is edited. */
  readonly id: number;
  readonly kind: ElementKind;
  readonly text: string;
  readonly box: Box;
}

/** What a person says that a screen shows, while they say it. */
export interface LabelDraft {
  readonly page: PageType;
  readonly language: Language;
  readonly elements: readonly DraftElement[];
}

/** Starts with what was seen. */
export function draftOf(
  answer: Pick<LookAnswer, 'page' | 'elements' | 'lines'>,
  otherwise: Language,
): LabelDraft {
  return {
    page: answer.page.type,
    language: languageOf([...answer.lines, ...answer.elements].map(({ text }) => text).join(''), otherwise),
    elements: answer.elements.map(({ kind, text, box }, id) => ({ id, kind, text, box })),
  };
}

/** Changes one element, or takes it out where it is changed to null. */
export function withElement(
  draft: LabelDraft,
  id: number,
  change: Partial<Omit<DraftElement, 'id'>> | null,
): LabelDraft {
  const elements = draft.elements.flatMap((element) =>
    element.id !== id ? [element] : change === null ? [] : [{ ...element, ...change }],
  );
  return { ...draft, elements };
}

/** Adds an element after the others; its id is the last one's then. */
export function withNewElement(draft: LabelDraft, kind: ElementKind, box: Box): LabelDraft {
  const id = Math.max(-1, ...draft.elements.map((element) => element.id)) + 1;
  return { ...draft, elements: [...draft.elements, { id, kind, text: '', box }] };
}

/** As it is sent; `picture` in base64. */
export function correctionOf(draft: LabelDraft, picture: string): ScreenCorrection {
  const elements = draft.elements.map(({ kind, text, box }) => ({ kind, text: text.trim(), box }));
  return { page: draft.page, language: draft.language, elements, picture };
}

/** Chinese pages hold English words; English pages hardly hold Chinese ones. */
const CHINESE_SHARE = 0.15;

function languageOf(text: string, otherwise: Language): Language {
  const letters = text.match(/\p{Letter}/gu)?.length ?? 0;
  if (letters === 0) return otherwise;
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese / letters > CHINESE_SHARE ? 'zh' : 'en';
}
