import { fileURLToPath } from 'node:url';
import { DaogouError, toError } from '../core/errors.ts';
import { openScreenCorrections } from '../data/storage/screen-corrections.ts';
import { createServer } from '../server/create-server.ts';
import { DEFAULTS } from './defaults.ts';
import { loadGuide } from './load-guide.ts';
import { startLooker } from './look.ts';
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
  const looking = startLooker(workspace, loaded);
  const server = await createServer({
    store: workspace.store,
    guide: loaded?.guide,
    looker: looking.looker,
    corrections: openScreenCorrections(workspace.folder),
    transcriber: speech?.transcriber,
    mediaFolder: workspace.media.folder,
    webFolder: WEB_PAGES,
  });
  const close = async (): Promise<void> => {
    await server.close();
    await Promise.all([looking.close(), loaded?.close(), speech?.close()]);
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

function cannotListen(host: string, port: number, thrown: unknown): DaogouError {
  return new DaogouError('invalid-input', `Cannot listen on ${host}:${port}: ${toError(thrown).message}`, {
    received: { host, port },
    remedy: 'End the program that uses this port, or choose another with --port.',
    cause: thrown,
  });
}
