import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Guide } from '../core/contracts/guide.ts';
import { DaogouError, toError } from '../core/errors.ts';
import { startWorker } from '../core/workers.ts';
import { createLiveGuide } from '../guide/live-guide.ts';
import { createServer } from '../server/create-server.ts';
import { DEFAULTS } from './defaults.ts';
import type { InferenceInput, InferenceMethods } from './inference-worker.ts';
import { ITEMS_FILE } from './model-files.ts';
import type { PictureMethods } from './picture-worker.ts';
import { readScenes } from './scene-settings.ts';
import { readShopRules } from './shop-rules.ts';
import { startTranscriber } from './speech.ts';
import type { Workspace } from './workspace.ts';

export interface ServeOptions {
  readonly workspace: Workspace;
  /** Default `localhost`. */
  readonly host?: string;
  /** Default 7070; 0 takes any free port. */
  readonly port?: number;
  /** A file of the shop's own scenes; default: `scenes.json` or `scenes.yaml` in the workspace, if there is one. */
  readonly scenes?: string | undefined;
  /** Folder of a Whisper model for voice search; default: `DAOGOU_WHISPER`; without one there is no voice search. */
  readonly whisper?: string | undefined;
  /** Try voice search with the small model that ships, which hardly understands people; default false. */
  readonly trySpeech?: boolean | undefined;
}

export interface RunningShop {
  /** Such as `http://localhost:7070`. */
  readonly url: string;
  /** The model that answers; undefined before the first training. */
  readonly modelId: string | undefined;
  /** Resolves once search by photo can answer, which goes on behind a start; at once where there is no model. */
  looked(): Promise<void>;
  /** Stops listening and ends the guide's thread; the workspace stays open, it is the caller's. */
  close(): Promise<void>;
}

const WEB_PAGES = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Serves the HTTP API and the web pages of a workspace, with the current model behind them. */
export async function serveWorkspace(options: ServeOptions): Promise<RunningShop> {
  const { workspace, host = DEFAULTS.host, port = DEFAULTS.port } = options;
  const modelId = await workspace.artifacts.current();
  const speech = await startTranscriber(options);
  const loaded = modelId === undefined ? undefined : await loadGuide(workspace, modelId, options);
  const server = await createServer({
    store: workspace.store,
    guide: loaded?.guide,
    transcriber: speech?.transcriber,
    mediaFolder: workspace.media.folder,
    webFolder: WEB_PAGES,
  });
  const close = async (): Promise<void> => {
    await server.close();
    await Promise.all([loaded?.close(), speech?.close()]);
  };
  try {
    await server.listen({ host, port });
  } catch (thrown) {
    await close();
    throw cannotListen(host, port, thrown);
  }
  const address = server.server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${host}:${boundPort}`, modelId, looked: async () => loaded?.looked(), close };
}

export interface LoadedGuide {
  readonly guide: Guide;
  /** Resolves once search by photo can answer: the catalogue's pictures were looked at, or had been before. */
  readonly looked: () => Promise<void>;
  /** Ends the guide's threads. */
  close(): Promise<void>;
}

/**
 * Starts the threads that hold a stored model and look at pictures, and the guide over them, with the shop's rules.
 * Looking at the catalogue's pictures goes on behind its back.
 *
 * Throws `invalid-input` where the shop's rules or scenes cannot be used, `not-found` where their file is not there.
 */
export async function loadGuide(
  workspace: Workspace,
  modelId: string,
  { scenes: sceneFile }: Pick<ServeOptions, 'scenes'> = {},
): Promise<LoadedGuide> {
  const scenes = await readScenes(workspace.folder, sceneFile);
  const rules = await readShopRules(workspace.folder);
  const { reader } = await workspace.artifacts.open(modelId);
  const ids = z.array(z.string()).parse(await reader.readJson(ITEMS_FILE));
  const items = await workspace.store.items.get(ids);
  const input: InferenceInput = { folder: workspace.folder, modelId, items };
  const worker = startWorker<InferenceMethods>(new URL('./inference-worker.ts', import.meta.url), { input });
  const pictures = startWorker<PictureMethods>(new URL('./picture-worker.ts', import.meta.url));
  const close = async (): Promise<void> => {
    await Promise.all([worker.close(), pictures.close()]);
  };
  try {
    await worker.call.ready();
    await worker.call.startLooking();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const guide = createLiveGuide({
    store: workspace.store,
    engine: worker.call,
    modelId,
    items,
    rules,
    scenes,
    locatePicture: (picture) => pictures.call.locate(picture),
  });
  return { guide, looked: () => worker.call.looked(), close };
}

function cannotListen(host: string, port: number, thrown: unknown): DaogouError {
  return new DaogouError('invalid-input', `Cannot listen on ${host}:${port}: ${toError(thrown).message}`, {
    received: { host, port },
    remedy: 'End the program that uses this port, or choose another with --port.',
    cause: thrown,
  });
}
