import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import type { ColdPlaces, Recipe } from '../../config/recipe.ts';
import type { Workspace } from '../../config/workspace.ts';
import { defineAction, type CommandContext, type CommandResult } from '../define-command.ts';
import { addSeedOption, wholeNumber } from '../number-option.ts';
import { addRecipeOptions } from '../recipe-options.ts';
import { evaluateEncoders } from './evaluate-encoders.ts';
import { evaluateLeaveOneOut } from './evaluate-leave-one-out.ts';
import { evaluateScreens } from './evaluate-screens.ts';
import { evaluateNextAction } from './evaluate-next-action.ts';
import { evaluateSessions } from './evaluate-sessions.ts';
import { evaluateTimeSplit } from './evaluate-time-split.ts';

export interface EvaluateOptions {
  readonly testFrom?: string;
  readonly testUntil?: string;
  readonly periods?: number;
  readonly part?: 'validation' | 'test';
  readonly sameDay?: 'kept' | 'shuffled' | 'both';
  readonly days?: number;
  readonly only?: readonly string[];
  readonly data?: string;
  readonly trainedOn?: string;
  /** A folder of sessions with their screens. */
  readonly sessions?: string;
  readonly format?: string;
  readonly seed?: number;
  readonly recipe?: Recipe;
  readonly minutes?: number;
  readonly coldPlaces?: ColdPlaces;
}

type Protocol = (
  workspace: Workspace,
  progress: CommandContext['progress'],
  options: EvaluateOptions,
) => Promise<CommandResult>;

/** Each protocol on a workspace, and the options that mean something to it besides those that all know. */
const PROTOCOLS: Readonly<Record<string, { readonly run: Protocol; readonly options: readonly string[] }>> = {
  'time-split': { run: evaluateTimeSplit, options: ['testFrom', 'testUntil', 'periods'] },
  'leave-one-out': { run: evaluateLeaveOneOut, options: ['part', 'sameDay'] },
  sessions: { run: evaluateSessions, options: ['part', 'days'] },
};
const OWN_OPTIONS = ['trainedOn', 'sessions', ...Object.values(PROTOCOLS).flatMap(({ options }) => options)];

export function defineEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure the default model and the baselines it must beat on what shoppers did later')
    .addArgument(
      new Argument('<protocol>', 'how what is learned from and what is asked for are told apart').choices([
        ...Object.keys(PROTOCOLS),
        'encoders',
        'next-action',
        'screens',
      ]),
    )
    .option('--test-from <day>', 'time-split: first day of the test (default: the last 30 days)')
    .option('--test-until <day>', 'time-split: first day after the test (default: the end of the data)')
    .option(
      '--periods <number>',
      'time-split: so many tests of this length, each before the next, counted together (default: 1)',
      wholeNumber(1, 100),
    )
    .addOption(
      new Option('--part <part>', 'leave-one-out, sessions: what is asked for (default: test)').choices([
        'validation',
        'test',
      ]),
    )
    .addOption(
      new Option(
        '--same-day <order>',
        'leave-one-out: the order of events of one day, as it is or drawn by the seed (default: kept)',
      ).choices(['kept', 'shuffled', 'both']),
    )
    .option('--days <number>', 'sessions: length of the test (default: 1)', wholeNumber(1, 3650))
    .option(
      '--only <models>',
      'measure only these models, such as default,sasrec (docs/guide/evaluating.md lists all); for screens, only these parts: pages, elements, products',
      namesIn,
    )
    .option(
      '--data <folder>',
      'other data of the same format to test on, never trained on; for encoders, folders of photos; for screens, a folder of labelled screens',
    )
    .option(
      '--trained-on <folder>',
      'screens: other labelled screens to learn from (default: the tested ones, by families)',
    )
    .option(
      '--sessions <folder>',
      'next-action: sessions with their screens, as daogou screens sessions draws them: both together against either alone',
    )
    .option('--format <name>', 'format of --data (default: that of the last import)')
    .addHelpText('after', EXAMPLES);
  addRecipeOptions(command);
  addSeedOption(command);
  defineAction<EvaluateOptions>(command, async (context, [protocol], options) => {
    if (protocol === 'encoders') {
      const { data } = options;
      if (data !== undefined) return evaluateEncoders(context.progress, data);
      return command.error('error: encoders are evaluated on photos: name their folder by --data');
    }
    if (protocol === 'screens') return evaluateScreens(context, options);
    if (protocol === 'next-action') {
      return evaluateNextAction(context.progress, options, async () => {
        const { openWorkspace } = await import('../../config/workspace.ts');
        return openWorkspace({ folder: context.workspace });
      });
    }
    const { run, options: own } = PROTOCOLS[protocol];
    const stray = OWN_OPTIONS.find((name) => name in options && !own.includes(name));
    if (stray !== undefined) return command.error(`error: ${flagOf(stray)} is not for ${protocol}`);
    const { openWorkspace } = await import('../../config/workspace.ts');
    const workspace = await openWorkspace({ folder: context.workspace });
    try {
      return await run(workspace, context.progress, options);
    } finally {
      await workspace.close();
    }
  });
}

function namesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new InvalidArgumentError(
    'Give names of models with commas between them, such as default,popularity.',
  );
}

const flagOf = (option: string): string =>
  `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const EXAMPLES = `
Examples:
  daogou evaluate time-split --workspace hm-shop --test-from 2020-05-01
  daogou evaluate time-split --workspace hm-shop --periods 6      half a year, month by month
  daogou evaluate leave-one-out --workspace beauty --part validation --only default,item-knn
  daogou evaluate leave-one-out --workspace beauty --only transitions,ease,sasrec-plain
  daogou evaluate leave-one-out --workspace beauty --same-day both --json
  daogou evaluate leave-one-out --workspace beauty --recipe best --only default,sasrec-plain
  daogou evaluate sessions --workspace clicks --part validation
  daogou evaluate screens --data screens --only products --workspace hm-shop   products of this shop, recognised
  daogou evaluate next-action --data jdata    the kind of the next action, for shoppers never seen in training
  daogou evaluate next-action --sessions sessions    what screens add to events, and events to screens
  daogou evaluate encoders --data photos      what the shipped encoder sees in photos it was not taught on
  daogou evaluate screens                     page types and elements, on shops that were never learned from`;
