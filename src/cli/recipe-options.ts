import { Option, type Command } from 'commander';
import { DEFAULTS } from '../config/defaults.ts';
import { RECIPES } from '../config/recipe.ts';
import { wholeNumber } from './number-option.ts';

/** How the default model is trained. */
export function addRecipeOptions(command: Command): void {
  command
    .addOption(
      new Option(
        '--recipe <recipe>',
        'fast: a minute or three; best: longer, with a network that reads sequences and a search for constants (default: fast)',
      ).choices(RECIPES),
    )
    .option(
      '--minutes <number>',
      `best: minutes of searching, goes on from WORKSPACE/studies (default: ${DEFAULTS.training.searchMinutes})`,
      wholeNumber(1, 10_000),
    )
    .option(
      '--cold-places <number>',
      'places of the first 20 kept for items that nobody bought yet, or auto: the more of such sell, the more (default: 0)',
      (text) => (text === 'auto' ? text : wholeNumber(0, 20)(text)),
    );
}
