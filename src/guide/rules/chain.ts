import type { RuleNote } from '../../core/contracts/rules.ts';
import type { Candidate, FilterRule, Rule, RuleContext } from './rule.ts';

export interface RuledList {
  /** In the order to show, at most `context.limit`. */
  readonly candidates: readonly Candidate[];
  readonly notes: readonly RuleNote[];
}

/** Candidates looked at first, beyond what the answer has room for; more are fetched while too few pass. */
const FIRST_DEPTH = 100;
const GROWTH = 8;
const NAMED_ITEMS = 20;

/**
 * Works the rules one after another on the best candidates, and on ever more of them until the answer is full or the
 * catalogue at its end. A filter that nothing passes is lifted, in the order of the chain: what the earlier ones left
 * counts. So the answer is empty only where there are no candidates.
 *
 * @param best gives the `count` best candidates, best first; fewer where there are no more
 */
export function applyRules(
  rules: readonly Rule[],
  best: (count: number) => readonly Candidate[],
  context: RuleContext,
): RuledList {
  if (rules.length === 0) return { candidates: best(context.limit), notes: [] };
  for (let depth = context.limit + FIRST_DEPTH; ; depth *= GROWTH) {
    const pool = best(depth);
    const isAll = pool.length < depth;
    const { tiers, notes } = work(rules, pool, context, isAll);
    // What was put last is no reason to stop looking.
    if (isAll || tiers[0].length >= context.limit) {
      return { candidates: tiers.flat().slice(0, context.limit), notes };
    }
  }
}

/** Candidates in the order to show; those of a later tier stand behind all of an earlier one, whatever their scores. */
type Tiers = readonly (readonly Candidate[])[];

function work(
  rules: readonly Rule[],
  pool: readonly Candidate[],
  context: RuleContext,
  isAll: boolean,
): { tiers: Tiers; notes: RuleNote[] } {
  let tiers: Tiers = [pool];
  const notes: RuleNote[] = [];
  for (const rule of rules) {
    const before = tiers.flat();
    const next = workOne(rule, tiers, context);
    const after = next.flat();
    if (after.length === 0 && before.length > 0 && isAll) {
      notes.push(noteOf(rule, 'lifted', before, context));
      continue;
    }
    tiers = next;
    notes.push(...notesOn(rule, before, after, context));
  }
  return { tiers, notes };
}

function workOne(rule: Rule, tiers: Tiers, context: RuleContext): Tiers {
  switch (rule.kind) {
    case 'filter': {
      const passing = tiers.map((tier) => tier.filter((candidate) => rule.passes(candidate, context)));
      if (rule.placement === 'hide') return passing;
      const others = tiers.map((tier) => tier.filter((candidate) => !rule.passes(candidate, context)));
      return [...passing, ...others];
    }
    case 'cap': {
      const kept = new Set(rule.keep(tiers.flat(), context));
      return tiers.map((tier) => tier.filter((candidate) => kept.has(candidate)));
    }
    case 'order':
      return tiers.map((tier) => rule.arrange(tier, context));
    default:
      return rule satisfies never;
  }
}

/** What a shopper would want to know: what is missing from the page, and what stands on it out of turn. */
function notesOn(
  rule: Rule,
  before: readonly Candidate[],
  after: readonly Candidate[],
  context: RuleContext,
): RuleNote[] {
  const notes: RuleNote[] = [];
  const stayed = new Set(after.map(({ item }) => item));
  const hidden = passedOver(before, (item) => !stayed.has(item), context.limit);
  if (hidden.length > 0) notes.push(noteOf(rule, 'hidden', hidden, context));
  const moved =
    rule.kind === 'filter' ? putLast(rule, before, context) : movedUp(before, after, stayed, context.limit);
  if (moved.length > 0) notes.push(noteOf(rule, 'moved', moved, context));
  return notes;
}

/** Those concerned that come before `limit` others. */
function passedOver(
  candidates: readonly Candidate[],
  isConcerned: (item: number) => boolean,
  limit: number,
): Candidate[] {
  const found: Candidate[] = [];
  let others = 0;
  for (const candidate of candidates) {
    if (isConcerned(candidate.item)) found.push(candidate);
    else if (++others === limit) break;
  }
  return found;
}

function putLast(rule: FilterRule, before: readonly Candidate[], context: RuleContext): Candidate[] {
  if (rule.placement !== 'last') return [];
  const concerned = passedOver(before, (item) => !rule.passes({ item, score: 0 }, context), context.limit);
  // Where nothing else is there, last is where they stood.
  return concerned.length === before.length ? [] : concerned;
}

/** Items of the page that stand higher than they did among those that stayed. */
function movedUp(
  before: readonly Candidate[],
  after: readonly Candidate[],
  stayed: ReadonlySet<number>,
  limit: number,
): Candidate[] {
  const rank = new Map<number, number>();
  for (const { item } of before) if (stayed.has(item)) rank.set(item, rank.size);
  return after.slice(0, limit).filter(({ item }, i) => (rank.get(item) ?? i) > i);
}

const TOLD = {
  hidden: { en: 'hidden', zh: '隐藏' },
  moved: { en: 'moved up', zh: '上移' },
  last: { en: 'put last', zh: '置后' },
} as const;

function noteOf(
  rule: Rule,
  effect: RuleNote['effect'],
  concerned: readonly Candidate[],
  { items }: RuleContext,
): RuleNote {
  const count = concerned.length;
  const told = TOLD[effect === 'hidden' ? 'hidden' : rule.kind === 'filter' ? 'last' : 'moved'];
  return {
    rule: rule.name,
    effect,
    count,
    itemIds: concerned.slice(0, NAMED_ITEMS).map(({ item }) => items[item].id),
    reason:
      effect === 'lifted'
        ? {
            en: `Shown although ${rule.why.en}: there is nothing else.`,
            zh: `没有其他商品，仍显示${rule.why.zh}的商品。`,
          }
        : { en: `${count} ${told.en}: ${rule.why.en}`, zh: `${told.zh} ${count} 件：${rule.why.zh}` },
  };
}
