import type { Reason } from '../core/contracts/api.ts';
import { factIn, factsOf, localised, type Item, type Language } from '../core/contracts/item.ts';
import { MODALITIES, type Modality, type ModalityWeights } from '../core/contracts/modality.ts';
import type { OwnPast } from './engine.ts';
import type { LearntAction } from '../models/actions/session-state.ts';

export interface ItemEvidence {
  readonly item: Item;
  readonly weights: ModalityWeights;
  /** The items of the shopper's past that are closest, closest first. */
  readonly becauseOf: readonly { readonly item: Item; readonly weights: ModalityWeights }[];
  readonly cold: boolean;
  readonly ownPast: OwnPast | null;
}

/** One sentence, in both languages, on why an item is shown: what it rests on, never more than the evidence says. */
export function itemReason({ item, weights, becauseOf, cold, ownPast }: ItemEvidence): Reason {
  if (ownPast === 'bought') return BOUGHT_BEFORE;
  if (ownPast === 'seen') return SEEN_BEFORE;
  const closest = becauseOf.at(0);
  if (!closest) return cold ? NOT_BOUGHT_YET : BOUGHT_BY_OTHERS;
  const en = nameOf(closest.item, 'en');
  const zh = nameOf(closest.item, 'zh');
  if (cold) {
    return {
      en: `A find: nobody has bought it yet, and it is close to ${en}.`,
      zh: `还没有人买过，与「${zh}」相近。`,
    };
  }
  const modality = strongest(weights, closest.weights);
  if (modality === 'image') return { en: `It looks much like ${en}.`, zh: `外观与「${zh}」很像。` };
  if (modality === 'text') return { en: `Described much like ${en}.`, zh: `描述与「${zh}」相近。` };
  if (modality === 'attributes') return attributeReason(item, closest.item, en, zh);
  return { en: `Shoppers who liked ${en} went on to this.`, zh: `喜欢「${zh}」的顾客也选了它。` };
}

/** Facts named in one sentence: more would not be read. */
const NAMED_FACTS = 2;

/** What a shopper would say of a thing; other facts, such as a tier or a product code, are the shop's own affair. */
const TOLD = ['colour', 'color', 'pattern', 'style', 'material', 'occasion'];
/** Values that say that there is nothing to say; a plain thing has no pattern. */
const UNTOLD = /^(solid|plain|unknown|undefined|other|none|not applicable|n\/?a|-)\b/i;
const CHINESE = /\p{Script=Han}/u;

function attributeReason(item: Item, closest: Item, en: string, zh: string): Reason {
  const shared = sharedAttributes(item, [closest])
    .filter(({ name, value }) => TOLD.includes(name) && !UNTOLD.test(value))
    .sort((a, b) => TOLD.indexOf(a.name) - TOLD.indexOf(b.name));
  const factsEn = shared.flatMap(({ name, value }) => factInEnglish(name, value)).slice(0, NAMED_FACTS);
  const factsZh = shared
    .map(({ name }) => [name, factIn(item, name, 'zh')])
    .filter(([, fact]) => CHINESE.test(fact))
    .map(([name, fact]) => (name === 'occasion' ? `适合${fact}` : fact))
    .slice(0, NAMED_FACTS);
  const sameKind = item.categories.at(-1) === closest.categories.at(-1);
  return {
    en:
      factsEn.length > 0
        ? `Like ${en}: also ${factsEn.join(' and ')}.`
        : sameKind
          ? `The same kind of thing as ${en}.`
          : `In the same range as ${en}.`,
    zh:
      factsZh.length > 0
        ? `与「${zh}」一样：${factsZh.join('、')}。`
        : sameKind
          ? `与「${zh}」同类。`
          : `与「${zh}」定位相近。`,
  };
}

/** A fact as it stands in a sentence: "red", "striped", "of the same material", "good for travel"; none where it is told in Chinese only. */
function factInEnglish(name: string, value: string): string[] {
  if (CHINESE.test(value)) return [];
  // Shops write values like headings; inside a sentence "Dark Blue" is "dark blue".
  const word = value.replaceAll(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
  if (name === 'occasion') return [`good ${OCCASION_PHRASES[word] ?? `for ${word}`}`];
  // A material may be a noun or not, "silk" or "free-range": neither stands well beside "also red and".
  if (name === 'material') return ['of the same material'];
  if (name === 'pattern' && !/(ed|al|ic)$/.test(word)) return ['of the same pattern'];
  return [word];
}

/** Occasions that "for" alone does not make a phrase of. */
const OCCASION_PHRASES: Readonly<Record<string, string>> = {
  everyday: 'for every day',
  office: 'for the office',
  home: 'for the home',
  gift: 'as a gift',
};

const BOUGHT_BEFORE: Reason = { en: 'You bought this before.', zh: '您之前买过。' };
const SEEN_BEFORE: Reason = { en: 'You looked at this before.', zh: '您之前看过。' };
const BOUGHT_BY_OTHERS: Reason = { en: 'Others in this shop have bought this.', zh: '本店其他顾客买过。' };
const NOT_BOUGHT_YET: Reason = { en: 'A find: nobody has bought it yet.', zh: '还没有人买过，等您发现。' };

/** The title, or the id of an item that has none. */
function nameOf({ id, title }: Item, language: Language): string {
  return localised(title, language) || id;
}

/** Attribute values that an item has in common with one of the items it is shown because of. */
export function sharedAttributes(item: Item, others: readonly Item[]): { name: string; value: string }[] {
  return factsOf(item)
    .filter(([name, value]) => others.some((other) => other.attributes[name] === value))
    .map(([name, value]) => ({ name, value }));
}

/** Why an action is proposed; `probability` is the model's, shown as a share of shoppers in the same situation. */
export function actionReason(action: LearntAction, probability: number, target: Item | undefined): Reason {
  const share = Math.round(100 * probability);
  const en = target ? nameOf(target, 'en') : '';
  const zh = target ? nameOf(target, 'zh') : '';
  const [deedEn, deedZh] = DEEDS[action];
  return {
    en: `${share}% of shoppers in your place ${deedEn.replace('{item}', () => en)} next.`,
    zh: `处于同样情形的顾客中，${share}%接下来${deedZh.replace('{item}', () => zh)}。`,
  };
}

/** The share is of those who did this to any item, so the sentence names this one as an example only. */
const DEEDS: Record<LearntAction, readonly [en: string, zh: string]> = {
  view_item: ['look at an item such as {item}', '会看「{item}」这样的商品'],
  search: ['search', '会搜索'],
  add_to_cart: ['add an item such as {item} to the cart', '会把「{item}」这样的商品加入购物车'],
  remove_from_cart: ['take an item such as {item} out of the cart', '会把「{item}」这样的商品移出购物车'],
  view_cart: ['look at the cart', '会查看购物车'],
  add_to_wishlist: ['save an item such as {item} for later', '会收藏「{item}」这样的商品'],
  begin_checkout: ['go to the checkout', '会去结算'],
  purchase: ['complete the order', '会完成下单'],
  leave: ['leave', '会离开'],
};

/** The modality that counts most in both items: what one of them lacks cannot make them alike. */
function strongest(one: ModalityWeights, other: ModalityWeights): Modality {
  const shareOf = (modality: Modality): number => one[modality] * other[modality];
  return MODALITIES.reduce((best, modality) => (shareOf(modality) > shareOf(best) ? modality : best));
}
