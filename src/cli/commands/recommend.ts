import { InvalidArgumentError, type Command } from 'commander';
import type { NextActionAnswer, RecommendAnswer } from '../../core/contracts/api.ts';
import { SCENES } from '../../core/contracts/event.ts';
import { LANGUAGES, localised, type Language } from '../../core/contracts/item.ts';
import { MODALITIES } from '../../core/contracts/modality.ts';
import { DaogouError } from '../../core/errors.ts';
import { defineAction } from '../define-command.ts';

interface RecommendOptions {
  readonly user?: string;
  readonly scene?: string;
  readonly limit: number;
  readonly language: Language;
}

export function defineRecommend(program: Command): void {
  const command = program
    .command('recommend')
    .description('products and the next action for one person, with the reasons')
    .option('--user <id>', "the person's id; without one, a guest without a past")
    .option('--scene <name>', `the occasion: ${SCENES.join(', ')}, or one of the shop's own`)
    .option('--limit <number>', 'products shown, at most 100', parseLimit, 10)
    .option('--language <code>', 'en or zh', oneOf<Language>(LANGUAGES), 'en')
    .addHelpText('after', EXAMPLES);
  defineAction<RecommendOptions>(command, async ({ workspace }, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { loadGuide } = await import('../../config/load-guide.ts');
    const opened = await openWorkspace({ folder: workspace });
    try {
      const modelId = await opened.artifacts.current();
      if (modelId === undefined) throw noModel(opened.folder);
      if (options.user !== undefined && (await opened.store.users.get([options.user])).length === 0) {
        throw unknownUser(options.user);
      }
      const loaded = await loadGuide(opened, modelId);
      try {
        const { user: userId, scene, limit } = options;
        const items = await loaded.guide.recommend({ userId, scene, limit, exclude: [] });
        const next = await loaded.guide.nextAction({ userId, scene, limit: 3, exclude: [] });
        return {
          document: { ...items, actions: next.actions },
          text: describeAnswer(items, next, options.language),
        };
      } finally {
        await loaded.close();
      }
    } finally {
      await opened.close();
    }
  });
}

function describeAnswer(answer: RecommendAnswer, next: NextActionAnswer, language: Language): string {
  const rows = answer.items.map(({ item, reason, weights }, i) => {
    const shares = MODALITIES.map((modality) => `${modality} ${Math.round(100 * weights[modality])}%`);
    return [
      `${String(i + 1).padStart(3)}. ${localised(item.title, language)}  (${item.id})`,
      `     ${reason[language]}  [${shares.join(', ')}]`,
    ].join('\n');
  });
  const actions = next.actions.map(({ action, target, probability, reason }) => {
    const about = target ? ` ${localised(target.title, language)}` : '';
    const share = probability === null ? '' : ` (${Math.round(100 * probability)}%)`;
    return `  ${action}${about}${share}: ${reason[language]}`;
  });
  const { name, probability, source } = answer.scene;
  return [
    `Scene: ${name} (${source}, ${Math.round(100 * probability)}%)`,
    '',
    ...rows,
    '',
    'Next action:',
    ...actions,
  ].join('\n');
}

function oneOf<T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found) return found;
    throw new InvalidArgumentError(`Choose one of ${choices.join(', ')}.`);
  };
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError('Give a whole number from 1 to 100.');
}

function noModel(folder: string): DaogouError {
  return new DaogouError('model-missing', 'The workspace has no model yet', {
    received: folder,
    remedy: 'Train one: daogou train.',
  });
}

function unknownUser(user: string): DaogouError {
  return new DaogouError('not-found', `There is no user ${user}`, {
    received: user,
    remedy: 'Give the id of a user that was imported, or leave --user out for a guest.',
  });
}

const EXAMPLES = `
Examples:
  daogou recommend --user demo-u0001
  daogou recommend --user demo-u0001 --scene gift --language zh
  daogou recommend --json             for a guest, as one JSON document`;
