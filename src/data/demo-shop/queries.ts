/** What shoppers type: the kind, often with the colour, pattern or material they have in mind, in either language. */
import type { Random } from '../../core/random.ts';
import type { Market } from './market.ts';
import { MATERIALS, type MaterialName } from './materials.ts';
import { COLOURS, type ColourName } from './palette.ts';
import type { SessionPlan } from './session-plan.ts';
import type { ShopperTaste } from './shoppers.ts';
import { PATTERNS, type PatternName } from './traits.ts';
import type { Words } from './words.ts';

/** A query for a kind, such as `navy striped mugs` or `藏青色条纹马克杯`. */
export function writeQuery(market: Market, plan: SessionPlan, kindKey: string, random: Random): string {
  const kind = market.kinds.get(kindKey);
  if (!kind) return kindKey;
  const { taste } = plan.shopper;
  const noun = random.next() < 0.25 ? random.pick(kind.models).name : kind.name;
  const wish = plan.recipient ? undefined : drawWish(taste, kind, random);
  const language = random.next() < 0.6 ? 1 : 0;
  if (language === 1) return `${wish?.[1] ?? ''}${noun[1]}`;
  return `${wish ? `${wish[0]} ` : ''}${noun[0].toLowerCase()}`;
}

/** The loved word of what the shopper goes by, where the kind has it. */
function drawWish(
  taste: ShopperTaste,
  kind: {
    readonly colours: readonly ColourName[];
    readonly patterns: readonly PatternName[];
    readonly materials: readonly MaterialName[];
  },
  random: Random,
): Words | undefined {
  if (random.next() < 0.45) return undefined;
  if (taste.modality === 'text') {
    const loved = kind.materials.filter((name) => taste.material[MATERIALS[name].family] > 0.5);
    if (loved.length === 0) return undefined;
    const name = random.pick(loved);
    return [name, MATERIALS[name].zh];
  }
  if (taste.modality === 'attributes' && random.next() < 0.6)
    return taste.relativePrice < 0
      ? ['cheap', '平价']
      : taste.relativePrice > 0.9
        ? ['luxury', '高端']
        : undefined;
  const patterns = kind.patterns.filter((name) => name !== 'solid' && taste.pattern[name] > 0.5);
  if (patterns.length > 0 && random.next() < 0.4) return PATTERNS[random.pick(patterns)].words;
  const colours = kind.colours.filter((name) => taste.colour[name] > 0.5);
  return colours.length > 0 ? COLOURS[random.pick(colours)].words : undefined;
}
