import type { Language, LocalisedText } from '../../../src/core/contracts/item.ts';
import { languageSetting } from '../state/settings.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

const TEXTS: Record<Language, Texts> = { en, zh };

export interface Speech {
  readonly language: Language;
  readonly texts: Texts;
  /** The text in the shopper's language, or in the other one where the shop has only that. */
  say: (text: LocalisedText | undefined) => string;
}

export function useTexts(): Speech {
  const language = usePersisted(languageSetting);
  return { language, texts: TEXTS[language], say: (text) => inLanguage(text, language) };
}

export function inLanguage(text: LocalisedText | undefined, language: Language): string {
  return text?.[language] ?? text?.[language === 'en' ? 'zh' : 'en'] ?? '';
}
