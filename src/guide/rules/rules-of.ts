import type { Placement, Rules } from '../../core/contracts/rules.ts';
import { boosts } from './boosts.ts';
import { categoryCap } from './category-cap.ts';
import { dpp } from './dpp.ts';
import { freshness } from './freshness.ts';
import { mmr } from './mmr.ts';
import { owned } from './owned.ts';
import { price } from './price.ts';
import type { FilterRule, Rule } from './rule.ts';
import { seen } from './seen.ts';
import { soldOut } from './sold-out.ts';

/** The rules that settings ask for, in the order in which they work. */
export function rulesOf(settings: Rules): Rule[] {
  return [
    ...placed(settings.owned, owned),
    ...placed(settings.seen, seen),
    ...placed(settings.soldOut, soldOut),
    ...(settings.price ? [price(settings.price)] : []),
    ...(settings.boosts?.length ? [boosts(settings.boosts)] : []),
    ...(settings.freshness ? [freshness(settings.freshness)] : []),
    ...(settings.mostPerCategory ? [categoryCap(settings.mostPerCategory)] : []),
    ...(settings.diversity ? [diversity(settings.diversity)] : []),
  ];
}

/** Settings where each later one replaces what an earlier one says, rule by rule. */
export function joinRules(...settings: readonly (Rules | undefined)[]): Rules {
  const joined: Record<string, unknown> = {};
  for (const one of settings) {
    for (const [name, value] of Object.entries(one ?? {})) if (value !== undefined) joined[name] = value;
  }
  return joined;
}

function placed(
  placement: Placement = 'show',
  rule: (placement: Exclude<Placement, 'show'>) => FilterRule,
): FilterRule[] {
  return placement === 'show' ? [] : [rule(placement)];
}

function diversity(setting: NonNullable<Rules['diversity']>): Rule {
  return setting.by === 'mmr' ? mmr(setting.lambda) : dpp(setting.theta);
}
