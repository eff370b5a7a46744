import type { Language } from '../../../src/core/contracts/item.ts';
import { persisted } from './persisted.ts';
import { isSceneChoice, type SceneChoice } from './scenes.ts';

export type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly unknown[] = ['system', 'light', 'dark'] satisfies Theme[];

function languageOfBrowser(): Language {
  const languages = globalThis.navigator?.languages ?? [];
  const known = languages.find((language) => /^(en|zh)\b/i.test(language));
  return known !== undefined && /^zh/i.test(known) ? 'zh' : 'en';
}

export const languageSetting = persisted<Language>({
  key: 'daogou.language',
  keeping: 'local',
  initial: languageOfBrowser,
  accept: (value) => (value === 'en' || value === 'zh' ? value : undefined),
});

export const themeSetting = persisted<Theme>({
  key: 'daogou.theme',
  keeping: 'local',
  initial: () => 'system',
  accept: (value) => (THEMES.includes(value) ? (value as Theme) : undefined),
});

/** The scene the shopper chose for this visit; `auto` leaves the guess to the guide. */
export const sceneSetting = persisted<SceneChoice>({
  key: 'daogou.scene',
  keeping: 'session',
  initial: () => 'auto',
  accept: (value) => (isSceneChoice(value) ? value : undefined),
});
