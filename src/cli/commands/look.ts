import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { SCENES } from '../../core/contracts/event.ts';
import { LANGUAGES, localised, type Language } from '../../core/contracts/item.ts';
import type { LookAnswer } from '../../core/contracts/look.ts';
import { SCREEN_STAGES, type ScreenStage } from '../../core/contracts/screen.ts';
import { DaogouError, toError } from '../../core/errors.ts';
import { defineAction } from '../define-command.ts';

interface LookOptions {
  readonly user?: string;
  readonly session?: string;
  readonly scene?: string;
  readonly until: ScreenStage;
  readonly language: Language;
}

export function defineLook(program: Command): void {
  const command = program
    .command('look')
    .argument('<image>', 'a screenshot: JPEG, PNG, WebP, AVIF or GIF')
    .description('page type, elements, products and the next action of a screenshot')
    .option('--user <id>', 'the person who looks at it')
    .option('--session <id>', 'the session it belongs to: what was done so far counts as well')
    .option('--scene <name>', `the occasion: ${SCENES.join(', ')}, or one of the shop's own`)
    .addOption(new Option('--until <stage>', 'how far to look').choices(SCREEN_STAGES).default('catalogue'))
    .addOption(new Option('--language <code>', 'of the reasons').choices(LANGUAGES).default('en'))
    .addHelpText('after', EXAMPLES);
  defineAction<LookOptions>(command, async ({ workspace }, [image], options) => {
    const picture = await readImage(image);
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { loadLooker } = await import('../../config/look.ts');
    const opened = await openWorkspace({ folder: workspace });
    try {
      const loaded = await loadLooker(opened);
      try {
        // The eyes open first: the times told are those of looking.
        const { lacking } = await loaded.sight.furthest();
        const { user: userId, session: sessionId, scene, until, language } = options;
        const answers = loaded.looker.look(picture, { userId, sessionId, scene, until, limit: 5 });
        const all: LookAnswer[] = [];
        for await (const answer of answers) all.push(answer);
        const last = all[all.length - 1];
        const stages = all.map(({ stage, milliseconds }) => ({
          stage,
          milliseconds: Math.round(milliseconds),
        }));
        const hint = lacking ? `\n\n${lacking.message}. ${lacking.remedy ?? ''}` : '';
        return { document: { ...last, stages }, text: describeLook(last, stages, language) + hint };
      } finally {
        await loaded.close();
      }
    } finally {
      await opened.close();
    }
  });
}

async function readImage(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw new DaogouError('not-found', `The picture ${path} cannot be read: ${toError(thrown).message}`, {
      received: path,
      remedy: 'Give the path of a screenshot.',
      cause: thrown,
    });
  }
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;

function describeLook(
  answer: LookAnswer,
  stages: readonly { stage: string; milliseconds: number }[],
  language: Language,
): string {
  const boxOf = (box: readonly number[]): string => `[${box.map(Math.round).join(', ')}]`;
  const rows = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
  const elements = answer.elements.map(
    ({ kind, text, box, confidence }, i) =>
      `${String(i).padStart(3)}. ${kind} ${JSON.stringify(text)} ${boxOf(box)} (${percent(confidence)})`,
  );
  const products = answer.products.map(
    ({ id, score, box }) => `${id ?? 'not in this catalogue'} ${boxOf(box)} (${percent(score)})`,
  );
  const actions = answer.actions.map(({ action, target, element, probability, reason }) => {
    const about = target ? ` ${localised(target.title, language)} (${target.id})` : '';
    const where = element === null ? '' : ` at element ${element}`;
    return `${action}${about}${where}${probability === null ? '' : ` (${percent(probability)})`}: ${reason[language]}`;
  });
  return [
    `Page: ${answer.page.type} (${percent(answer.page.probability)})`,
    ...(answer.doubts.length === 0 ? [] : [`Doubts: ${answer.doubts.join(', ')}`]),
    ...rows('Elements:', elements),
    ...rows('Products:', products),
    ...rows('Next action:', answer.abstains ? [answer.abstains[language]] : actions),
    '',
    `Answered after ${stages.map(({ stage, milliseconds }) => `${milliseconds} ms (${stage})`).join(', ')}.`,
  ].join('\n');
}

const EXAMPLES = `
Examples:
  daogou look screenshot.png
  daogou look screenshot.png --session s-42 --user demo-u0001   with what was done so far
  daogou look screenshot.png --until pixels --json              the quick answer, as one JSON document`;
