import {
  array,
  assert,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  property,
  record,
  subarray,
  type Arbitrary,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { rulesSchema, type Rules } from '../../core/contracts/rules.ts';
import { boosts } from './boosts.ts';
import { categoryCap } from './category-cap.ts';
import { applyRules, type RuledList } from './chain.ts';
import { dpp } from './dpp.ts';
import { freshness } from './freshness.ts';
import { mmr } from './mmr.ts';
import { owned } from './owned.ts';
import { price } from './price.ts';
import { byScore, scoreSpread, type Candidate, type Rule, type RuleContext } from './rule.ts';
import { joinRules, rulesOf } from './rules-of.ts';
import { seen } from './seen.ts';
import { soldOut } from './sold-out.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;

interface Thing {
  readonly score: number;
  readonly category: string;
  readonly stock: number | null;
  readonly amount: number | null;
  readonly past: 'bought' | 'seen' | null;
  readonly age: number | null;
  readonly angle: number;
}

const thing: Arbitrary<Thing> = record({
  score: integer({ min: -1_000, max: 1_000 }).map((score) => score / 10),
  category: constantFrom('mugs', 'bowls', 'vases'),
  stock: constantFrom(null, 0, 3),
  amount: oneof(constant(null), integer({ min: 0, max: 500 })),
  past: constantFrom(null, 'bought' as const, 'seen' as const),
  age: oneof(constant(null), integer({ min: -5, max: 400 })),
  angle: integer({ min: 0, max: 359 }),
});
const shop = array(thing, { maxLength: 30 });

const ANY = itemSchema.parse({ id: 'any', title: {}, categories: ['Home'] });

function itemOf({ category, stock, amount, age }: Thing, id: number): Item {
  return {
    ...ANY,
    id: String(id),
    categories: ['Home', category],
    brand: id % 2 ? 'Lan' : null,
    stock,
    price: amount === null ? null : { amount, currency: 'CNY' },
    availableFrom: age === null ? null : new Date(NOW - age * DAY).toISOString(),
    attributes: { colour: id % 3 ? 'red' : 'blue' },
  };
}

/** Items by their places in a list, with cosines of directions in the plane as their likeness. */
function contextOf(things: readonly Thing[], limit = 5): RuleContext {
  const radians = (item: number): number => (things[item].angle * Math.PI) / 180;
  return {
    items: things.map(itemOf),
    past: new Map(
      things.flatMap(({ past }, i): [number, 'bought' | 'seen'][] => (past === null ? [] : [[i, past]])),
    ),
    now: NOW,
    limit,
    similarity: (one, other) => Math.cos(radians(one) - radians(other)),
  };
}

const candidatesOf = (things: readonly Thing[]): Candidate[] =>
  byScore(things.map(({ score }, item) => ({ item, score })));
const itemsOf = (candidates: readonly Candidate[]): number[] => candidates.map(({ item }) => item);
const sorted = (items: readonly number[]): number[] => items.toSorted((a, b) => a - b);

function run(rules: Rule | readonly Rule[], things: readonly Thing[], limit = 5): RuledList {
  const pool = candidatesOf(things);
  return applyRules([rules].flat(), (count) => pool.slice(0, count), contextOf(things, limit));
}

const RULES: readonly [string, Rule][] = [
  ['owned: hide', owned('hide')],
  ['owned: last', owned('last')],
  ['seen: hide', seen('hide')],
  ['seen: last', seen('last')],
  ['soldOut: hide', soldOut('hide')],
  ['soldOut: last', soldOut('last')],
  ['price', price({ min: 100, max: 300 })],
  ['boosts', boosts([{ field: 'colour', value: 'RED', weight: 0.5 }])],
  ['freshness', freshness({ weight: 0.5, halfLifeDays: 30 })],
  ['mostPerCategory', categoryCap({ most: 2, level: 'last' })],
  ['diversity: mmr', mmr(0.6)],
  ['diversity: dpp', dpp(0.6)],
];
const anyRules = subarray(RULES.map(([, rule]) => rule));

describe.each(RULES)('the rule %s', (_name, rule) => {
  it('never adds, never repeats, and keeps to the limit', () => {
    assert(
      property(shop, integer({ min: 1, max: 12 }), (things, limit) => {
        const shown = itemsOf(run(rule, things, limit).candidates);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.every((item) => item in things)).toBe(true);
      }),
    );
  });

  it('keeps the order where it only filters, and every candidate where it only orders', () => {
    assert(
      property(shop, (things) => {
        const all = itemsOf(candidatesOf(things));
        const shown = itemsOf(run(rule, things, 100).candidates);
        const passing = new Set(shown);
        const keepsAll = rule.kind === 'order' || (rule.kind === 'filter' && rule.placement === 'last');
        expect(sorted(shown)).toEqual(sorted(keepsAll ? all : all.filter((item) => passing.has(item))));
        const keepsOrder = rule.kind === 'cap' || (rule.kind === 'filter' && rule.placement === 'hide');
        expect(shown).toEqual(keepsOrder ? all.filter((item) => passing.has(item)) : shown);
      }),
    );
  });

  it('tells of what it did, and is silent where it did nothing', () => {
    assert(
      property(shop, (things) => {
        const { candidates, notes } = run(rule, things);
        const without = itemsOf(candidatesOf(things)).slice(0, 5);
        const changed = JSON.stringify(itemsOf(candidates)) !== JSON.stringify(without);
        expect(notes.length).toBeGreaterThanOrEqual(Number(changed));
        for (const note of notes) {
          expect(note.count).toBeGreaterThan(0);
          expect(note.itemIds.length).toBe(Math.min(20, note.count));
          expect(note.reason.en).not.toBe('');
          expect(note.reason.zh).toMatch(/\p{Script=Han}/u);
        }
      }),
    );
  });
});

describe('a chain of rules', () => {
  it('is never empty where something could be shown', () => {
    assert(
      property(shop, anyRules, (things, rules) => {
        expect(run(rules, things).candidates.length > 0).toBe(things.length > 0);
      }),
    );
  });

  it('answers the same from a deep catalogue as from the candidates all at once', () => {
    const things = Array.from({ length: 3_000 }, (_, i) => ({
      score: -i,
      category: i < 2_990 ? 'mugs' : 'bowls',
      stock: i < 2_900 ? 0 : 3,
      amount: 100,
      past: null,
      age: null,
      angle: i % 360,
    }));
    const { candidates, notes } = run([soldOut('hide'), categoryCap({ most: 2, level: 'last' })], things, 4);
    expect(itemsOf(candidates)).toEqual([2_900, 2_901, 2_990, 2_991]);
    expect(notes.map(({ rule, effect, count }) => [rule, effect, count])).toEqual([
      ['soldOut', 'hidden', 2_900],
      ['mostPerCategory', 'hidden', 88],
    ]);
  });

  it('puts last what is last, whatever a later rule thinks of it', () => {
    assert(
      property(shop, (things) => {
        const rules = [soldOut('last'), boosts([{ field: 'colour', value: 'red', weight: 1 }]), mmr(0.2)];
        const shown = itemsOf(run(rules, things, 100).candidates).map((item) => things[item].stock === 0);
        expect(shown).toEqual(shown.toSorted((a, b) => Number(a) - Number(b)));
      }),
    );
  });

  it('lifts the later of two filters that leave nothing together', () => {
    const given = { score: 1, category: 'mugs', past: null, age: null, angle: 0 };
    const things: Thing[] = [
      { ...given, stock: 0, amount: 200 },
      { ...given, stock: 2, amount: 900 },
    ];
    const { candidates, notes } = run([soldOut('hide'), price({ max: 300 })], things);
    expect(itemsOf(candidates)).toEqual([1]);
    expect(notes.map(({ rule, effect, count }) => [rule, effect, count])).toEqual([
      ['soldOut', 'hidden', 1],
      ['price', 'lifted', 1],
    ]);
    expect(notes[0].reason).toEqual({ en: '1 hidden: sold out', zh: '隐藏 1 件：已售罄' });
    expect(notes[1].reason.en).toBe('Shown although outside the price range: there is nothing else.');
  });

  it('counts as hidden what the page would have shown, and no more', () => {
    const things = Array.from({ length: 30 }, (_, i) => ({
      score: -i,
      category: 'mugs',
      stock: [1, 3, 20].includes(i) ? 0 : 5,
      amount: null,
      past: null,
      age: null,
      angle: 0,
    }));
    expect(run(soldOut('hide'), things, 5).notes).toMatchObject([
      { effect: 'hidden', count: 2, itemIds: ['1', '3'] },
    ]);
    expect(run(soldOut('last'), things, 5).notes).toMatchObject([
      { effect: 'moved', count: 2, reason: { en: '2 put last: sold out' } },
    ]);
  });
});

describe('mostPerCategory', () => {
  it('holds the cap wherever there is more than one category', () => {
    assert(
      property(shop, anyRules, integer({ min: 1, max: 3 }), (things, rules, most) => {
        const others = rules.filter(({ kind }) => kind === 'order');
        const { candidates } = run([categoryCap({ most, level: 'last' }), ...others], things, 12);
        const counts = Object.values(Object.groupBy(candidates, ({ item }) => things[item].category));
        const kinds = new Set(things.map(({ category }) => category)).size;
        const largest = Math.max(0, ...counts.map((some) => some?.length ?? 0));
        expect(largest).toBeLessThanOrEqual(kinds > 1 ? most : 12);
        expect(candidates.length).toBeGreaterThanOrEqual(kinds === 1 ? Math.min(12, things.length) : kinds);
      }),
    );
  });

  it('counts the first level where asked', () => {
    const things = ['mugs', 'bowls', 'vases'].map((category, i) => ({
      score: -i,
      category,
      stock: null,
      amount: null,
      past: null,
      age: null,
      angle: 0,
    }));
    // All are of the department Home: nothing to balance.
    expect(run(categoryCap({ most: 1, level: 'first' }), things).candidates.length).toBe(3);
    expect(run(categoryCap({ most: 1, level: 'last' }), things).candidates.length).toBe(3);
  });
});

describe('diversity', () => {
  it('with a λ of 1 is the order of scores', () => {
    assert(
      property(shop, (things) => {
        expect(itemsOf(run(mmr(1), things, 100).candidates)).toEqual(itemsOf(candidatesOf(things)));
      }),
    );
  });

  it('by a determinant, where nothing is like anything else, is the order of scores', () => {
    assert(
      property(shop, double({ min: 0.01, max: 0.99, noNaN: true }), (things, theta) => {
        const context = {
          ...contextOf(things, 100),
          similarity: (a: number, b: number) => Number(a === b),
        };
        const pool = candidatesOf(things);
        const { candidates } = applyRules([dpp(theta)], (count) => pool.slice(0, count), context);
        const scores = candidates.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(sorted(itemsOf(candidates))).toEqual(sorted(itemsOf(pool)));
      }),
    );
  });

  /** Two of one look and one of another, the third a little behind. */
  const alike: Thing[] = [
    { score: 1, angle: 0 },
    { score: 0.9, angle: 2 },
    { score: 0.5, angle: 90 },
    { score: 0, angle: 181 },
  ].map((given) => ({ category: 'mugs', stock: null, amount: null, past: null, age: null, ...given }));

  it('puts what is different before what is a little better', () => {
    // By hand, λ = .5: the second place has .5·.9 − .5·cos 2° = −.05, .5·.5 − 0 = .25 and 0 + .5·cos 1° = .5.
    expect(itemsOf(run(mmr(0.5), alike, 3).candidates)).toEqual([0, 3, 2]);
    // λ = .9: .81 − .1 = .71 against .45 and 0.1.
    expect(itemsOf(run(mmr(0.9), alike, 2).candidates)).toEqual([0, 1]);
    expect(itemsOf(run(dpp(0.5), alike, 2).candidates)).toEqual([0, 2]);
  });

  it('chooses the pair of the largest determinant, as all pairs with the best item show', () => {
    assert(
      property(array(thing, { minLength: 2, maxLength: 12 }), (things) => {
        const context = contextOf(things, 2);
        const pool = candidatesOf(things);
        const spread = scoreSpread(pool) || 1;
        const alpha = 0.6 / (2 * (1 - 0.6));
        const quality = ({ score }: Candidate): number =>
          Math.exp((alpha * (score - pool[0].score)) / spread);
        const determinant = (other: Candidate): number =>
          quality(other) ** 2 * (1 - context.similarity(pool[0].item, other.item) ** 2);
        const [first, second] = run(dpp(0.6), things, 2).candidates;
        expect(first.item).toBe(pool[0].item);
        const most = Math.max(...pool.slice(1).map(determinant));
        expect(determinant(second)).toBeCloseTo(most, 8);
      }),
    );
  });
});

describe('boosts and freshness', () => {
  it('move by shares of the spread of scores', () => {
    const given = { category: 'mugs', stock: null, amount: null, past: null, angle: 0 };
    const things: Thing[] = [
      { ...given, score: 10, age: 300 },
      { ...given, score: 6, age: 0 },
      { ...given, score: 0, age: null },
    ];
    expect(run(freshness({ weight: 0.5, halfLifeDays: 30 }), things).candidates).toEqual([
      { item: 1, score: 11 },
      { item: 0, score: 10 + 10 * 0.5 * 0.5 ** 10 },
      { item: 2, score: 0 },
    ]);
    const buried = run(boosts([{ field: 'id', value: '0', weight: -1 }]), things).candidates;
    expect(buried).toEqual([
      { item: 1, score: 6 },
      { item: 0, score: 0 },
      { item: 2, score: 0 },
    ]);
    for (const [field, value] of [
      ['brand', 'lan'],
      ['category', 'MUGS'],
      ['constructor', 'x'],
    ]) {
      const { notes } = run(boosts([{ field, value, weight: 1 }]), things);
      expect(notes.length).toBe(field === 'brand' ? 1 : 0);
    }
  });
});

describe('the settings of rules', () => {
  it('are joined rule by rule, the later ones first, and null switches one off', () => {
    const defaults: Rules = rulesSchema.parse({ soldOut: 'hide' });
    const ofShop = rulesSchema.parse({ diversity: { by: 'mmr' }, mostPerCategory: { most: 3 } });
    const asked = rulesSchema.parse({ diversity: null, soldOut: 'last' });
    const joined = joinRules(defaults, ofShop, undefined, asked);
    expect(joined).toEqual({
      soldOut: 'last',
      diversity: null,
      mostPerCategory: { most: 3, level: 'last' },
    });
    expect(rulesOf(joined).map(({ name }) => name)).toEqual(['soldOut', 'mostPerCategory']);
    expect(rulesOf({})).toEqual([]);
  });

  it('have documented defaults, and refuse what makes no sense', () => {
    expect(rulesSchema.parse({ diversity: { by: 'dpp' }, freshness: {} })).toEqual({
      diversity: { by: 'dpp', theta: 0.7 },
      freshness: { weight: 0.2, halfLifeDays: 30 },
    });
    for (const bad of [
      { price: { min: 2, max: 1 } },
      { soldout: 'hide' },
      { soldOut: 'never' },
      { diversity: { by: 'dpp', theta: 1 } },
      { diversity: { by: 'luck' } },
      { mostPerCategory: { most: 0 } },
      { boosts: [{ field: 'brand', value: 'Lan', weight: 2 }] },
    ]) {
      expect(rulesSchema.safeParse(bad).success).toBe(false);
    }
  });
});
