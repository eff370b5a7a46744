import { isBuiltIn, type SceneChoice } from '../state/scenes.ts';
import { useScenes } from '../state/use-scenes.ts';
import { useTexts } from './use-texts.ts';

export interface SceneWords {
  readonly name: string;
  readonly hint: string;
  readonly headline: string;
  readonly line: string;
}

/** How a scene is called and introduced: by the pages' own words, or by the shop's for a scene of its own. */
export function useSceneWords(): (choice: SceneChoice) => SceneWords {
  const { texts, language } = useTexts();
  const scenes = useScenes().data;
  return (choice) => {
    if (isBuiltIn(choice)) return texts.scenes[choice];
    const own = scenes?.find(({ name }) => name === choice);
    if (!own) return texts.scenes.auto;
    const [name, line] = [own.label[language], own.line[language]];
    return { name, hint: line, headline: name, line };
  };
}
