import { serveWorkspace } from '../config/serve.ts';
import type { Workspace } from '../config/workspace.ts';
import type { CommandResult } from './define-command.ts';
import type { ListenOptions } from './listen-options.ts';
import { untilStopped } from './until-stopped.ts';

/** Serves an open workspace until a signal comes; then closes the server and the workspace. */
export async function openShop(workspace: Workspace, { host, port }: ListenOptions): Promise<CommandResult> {
  try {
    const shop = await serveWorkspace({
      workspace,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
    });
    const model =
      shop.modelId === undefined
        ? 'No model is trained yet: run `daogou train` with this workspace, then start again.'
        : `Model ${shop.modelId}`;
    return {
      document: { url: shop.url, modelId: shop.modelId ?? null },
      text: `${model}\nThe shop is open at ${shop.url} (Ctrl-C closes it)`,
      afterwards: () =>
        untilStopped(async () => {
          await shop.close();
          await workspace.close();
        }),
    };
  } catch (thrown) {
    await workspace.close();
    throw thrown;
  }
}
