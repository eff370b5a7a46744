import { isBuiltIn, type SceneChoice } from '../state/scenes.ts';
import { useScenes } from '../state/use-scenes.ts';
import { useTexts } from './use-texts.ts';

export interface SceneWords {
  readonly name: string;
  readonly hint: string;
  readonly headline: string;
  readonly line: string;
}

/** How a scene is called and introduced: by the shop's words, and the pages' own for what it leaves to them. */
export function useSceneWords(): (choice: SceneChoice) => SceneWords {
  const { texts, language } = useTexts();
  const scenes = useScenes().data;
  return (choice) => {
    const known = scenes?.find(({ name }) => name === choice);
    if (!known) return isBuiltIn(choice) ? texts.scenes[choice] : texts.scenes.auto;
    const [name, line] = [known.label[language], known.line[language]];
    // A shop may call a built-in scene by another name.
    return isBuiltIn(choice)
      ? { ...texts.scenes[choice], name, line }
      : { name, hint: line, headline: name, line };
  };
}
