/** A shop's own scenes, read from a file of JSON or YAML. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { sceneSettingsSchema, type SceneSettings } from '../core/contracts/scene.ts';
import { DaogouError, toError } from '../core/errors.ts';
import { sceneCatalogue, type SceneCatalogue } from '../guide/scenes/scene-catalogue.ts';

/** Looked for in the workspace, in this order. */
const FILES = ['scenes.json', 'scenes.yaml', 'scenes.yml'];
/** Nobody describes scenes at such length; a file that does is another file. */
const LONGEST = 200_000;

/**
 * The scenes of a shop: of the file, where one is named, else of `scenes.json` or `scenes.yaml` in the workspace, else the
 * built-in ones.
 * @throws not-found for a named file that is not there; invalid-input for one that is not as docs/guide/scenes.md says.
 */
export async function readScenes(workspaceFolder: string, file?: string): Promise<SceneCatalogue> {
  if (file !== undefined) {
    const text = await readText(file);
    if (text !== undefined) return fromText(text, file);
    throw new DaogouError('not-found', `There is no file of scenes at ${file}`, {
      received: file,
      remedy: 'Check the path that --scenes names.',
    });
  }
  for (const name of FILES) {
    const path = join(workspaceFolder, name);
    const text = await readText(path);
    if (text !== undefined) return fromText(text, path);
  }
  return sceneCatalogue();
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new DaogouError(
      'invalid-input',
      `The file of scenes ${path} cannot be read: ${toError(thrown).message}`,
      {
        received: path,
        remedy: 'Give a file of JSON or YAML that this user may read.',
        cause: thrown,
      },
    );
  }
}

function fromText(text: string, path: string): SceneCatalogue {
  return sceneCatalogue(parseSceneSettings(text, path));
}

/** JSON is YAML as well, so one parser reads both, and says the line of a mistake. */
function parseSceneSettings(text: string, path: string): SceneSettings {
  if (text.length > LONGEST)
    throw notScenes(path, [`it has ${text.length} characters, ${LONGEST} at most are read`]);
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw notScenes(
      path,
      document.errors.map(({ message }) => message.split('\n')[0]),
    );
  }
  // Aliases that multiply are a way to fill the memory; scenes need none.
  const { success, data, error } = sceneSettingsSchema.safeParse(document.toJS({ maxAliasCount: 20 }));
  if (success) return data;
  throw notScenes(
    path,
    error.issues.map((issue) => {
      // What is wrong with a name is said by the name's own schema.
      const message = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
      return `${issue.path.join('.') || 'the whole of it'}: ${message}`;
    }),
  );
}

function notScenes(path: string, mistakes: readonly string[]): DaogouError {
  return new DaogouError('invalid-input', `The file of scenes ${path} is not right: ${mistakes.join('; ')}`, {
    received: mistakes,
    remedy: 'Mend what is named here; docs/guide/scenes.md and examples/scenes.yaml show how a file looks.',
  });
}
