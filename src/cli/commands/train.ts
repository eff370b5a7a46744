import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULTS } from '../../config/defaults.ts';
import type { ColdPlaces, Recipe } from '../../config/recipe.ts';
import { defineAction } from '../define-command.ts';
import { addRecipeOptions } from '../recipe-options.ts';

interface TrainCommandOptions {
  readonly seed: number;
  readonly image?: string;
  readonly scenes?: string;
  readonly recipe?: Recipe;
  readonly minutes?: number;
  readonly coldPlaces?: ColdPlaces;
}

export function defineTrain(program: Command): void {
  const command = program
    .command('train')
    .description('train the models of a workspace on everything it holds')
    .option('--seed <number>', 'seed of every random draw', parseSeed, DEFAULTS.seed)
    .option(
      '--image <encoder>',
      'what pictures are seen by; daogou encode --help lists them (default: compact)',
    )
    .option('--scenes <file>', "the shop's own scenes, JSON or YAML, checked before the training begins")
    .addHelpText('after', EXAMPLES);
  addRecipeOptions(command);
  defineAction<TrainCommandOptions>(
    command,
    async ({ workspace, progress }, _parameters, { coldPlaces, image, minutes, recipe, scenes, seed }) => {
      const { openWorkspace } = await import('../../config/workspace.ts');
      const { trainWorkspace } = await import('../../config/train.ts');
      const { readScenes } = await import('../../config/scene-settings.ts');
      const opened = await openWorkspace({ folder: workspace });
      try {
        // A mistake in the file should not come to light when the shop is to be served.
        await readScenes(opened.folder, scenes);
        const manifest = await trainWorkspace({
          workspace: opened,
          seed,
          progress,
          ...(image === undefined ? {} : { image }),
          ...(recipe && { recipe }),
          ...(minutes && { searchMinutes: minutes }),
          ...(coldPlaces !== undefined && { coldPlaces }),
        });
        const { data, modelId } = manifest;
        const steps = Object.entries(manifest.seconds).map(([step, seconds]) => `${step} ${seconds} s`);
        return {
          document: { ...manifest },
          text: [
            `Trained ${modelId} on ${data.items} items and ${data.events} events of ${data.users} shoppers.`,
            `Time: ${steps.join(', ')}.`,
            `It answers from the next start of daogou serve on.`,
          ].join('\n'),
        };
      } finally {
        await opened.close();
      }
    },
  );
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed)) return seed;
  throw new InvalidArgumentError('A seed is a whole number.');
}

const EXAMPLES = `
Examples:
  daogou train --workspace hm-shop
  daogou train --recipe best --minutes 10         more than twice as long, and better at what comes next
  daogou train --cold-places 5                    new articles on the first screen, known ones fewer
  daogou train --seed 2               another random start, to see how much chance matters
  daogou train --image onnx:my-encoder            pictures seen by a network of your own`;
