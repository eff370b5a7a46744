import { InvalidArgumentError, type Command } from 'commander';
import { colours } from './colours.ts';
import { DEFAULTS } from '../config/defaults.ts';
import type { RunningShop } from '../config/serve.ts';
import type { CommandContext } from './define-command.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly scenes?: string;
  readonly whisper?: string;
  readonly trySpeech?: boolean;
}

export function addListenOptions(command: Command): void {
  command
    .option('--host <name>', 'name or address to listen on', DEFAULTS.host)
    .option('--port <number>', 'port to listen on; 0 takes any free one', parsePort, DEFAULTS.port)
    .option('--scenes <file>', "the shop's own scenes, JSON or YAML (default: scenes.json in the workspace)")
    .option('--whisper <folder>', 'a Whisper model for voice search (default: DAOGOU_WHISPER)')
    .option(
      '--try-speech',
      'voice search by the small model that ships, which has heard synthetic voices alone',
    );
}

/** What the options mean to `serveWorkspace`. */
export function listenOptions(options: ListenOptions): ListenOptions {
  const { host, port, scenes, whisper, trySpeech = false } = options;
  return {
    host,
    port,
    trySpeech,
    ...(scenes !== undefined && { scenes }),
    ...(whisper !== undefined && { whisper }),
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

export interface Interruptible {
  /** Prepares and starts what is to run. */
  readonly start: () => Promise<RunningShop>;
  /** Closes what lies below it, also where `start` failed or was interrupted. */
  readonly close: () => Promise<void>;
  readonly context: Pick<CommandContext, 'json' | 'printDocument'>;
}

/** npm passes a Ctrl-C on to a process that the terminal has already told: the same wish, not a second one. */
const SAME_WISH = 300;

/** How long an orderly end may take before the process ends anyway, in milliseconds. */
const LONGEST_END = 2_000;

/**
 * Runs a server until Ctrl-C (SIGINT) or SIGTERM, which end it in order: no new requests, those under way answered,
 * the database closed, exit code 0. A second one ends the process at once. During the preparation the first one
 * ends it: whatever was under way is taken up again by the next start.
 */
export async function runUntilInterrupted({ start, close, context }: Interruptible): Promise<undefined> {
  let running: RunningShop | undefined;
  let endingSince: number | undefined;
  const interrupted = new Promise<void>((resolve) => {
    const end = (): void => {
      const now = performance.now();
      if (endingSince !== undefined && now - endingSince > SAME_WISH) process.exit(130);
      if (endingSince !== undefined) return;
      endingSince = now;
      process.stderr.write('\nEnding …\n');
      setTimeout(() => process.exit(0), LONGEST_END).unref();
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
  const started = start().then((shop) => {
    running = shop;
    announce(shop.url, shop.modelId, context);
  });
  try {
    await Promise.race([started, interrupted]);
    await interrupted;
  } finally {
    await running?.close();
    await close();
  }
  // Threads of an interrupted preparation would keep the process alive.
  process.exit(0);
}

function announce(url: string, modelId: string | undefined, context: Interruptible['context']): void {
  if (context.json) {
    context.printDocument({ url, modelId: modelId ?? null });
    return;
  }
  const lines = [
    '',
    `  ${colours.bold('Daogou')} is at ${colours.cyan(colours.bold(url))}`,
    `  API and its documentation: ${url}/docs`,
    modelId === undefined ? '  No model yet: daogou train makes one.' : `  Model: ${modelId}`,
    '  Ctrl-C ends it.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
