import type { Reason } from '../core/contracts/api.ts';
import { localised, type Item, type Language } from '../core/contracts/item.ts';
import { MODALITIES, type Modality, type ModalityWeights } from '../core/contracts/modality.ts';
import type { LearntAction } from '../models/actions/session-state.ts';

export interface ItemEvidence {
  readonly weights: ModalityWeights;
  /** The items of the shopper's past that are closest, closest first. */
  readonly becauseOf: readonly Item[];
  readonly sharedAttributes: readonly { readonly name: string; readonly value: string }[];
  readonly cold: boolean;
}

/** One sentence, in both languages, on why an item is shown: what it rests on, never more than the evidence says. */
export function itemReason(evidence: ItemEvidence): Reason {
  const closest = evidence.becauseOf.at(0);
  if (!closest) return evidence.cold ? NEW_AND_UNSEEN : GENERAL_TASTE;
  const en = localised(closest.title, 'en');
  const zh = localised(closest.title, 'zh');
  const shared = evidence.sharedAttributes.slice(0, 2).map(({ value }) => value);
  if (evidence.cold) {
    return { en: `New in the shop, and close to ${en} that you looked at.`, zh: `新品，与您看过的「${zh}」相近。` };
  }
  switch (strongest(evidence.weights)) {
    case 'image':
      return { en: `It looks much like ${en}.`, zh: `外观与「${zh}」很像。` };
    case 'text':
      return { en: `Described much like ${en}.`, zh: `描述与「${zh}」相近。` };
    case 'attributes':
      return shared.length > 0
        ? { en: `${capitalise(listed(shared, 'en'))}, as ${en}.`, zh: `与「${zh}」一样：${listed(shared, 'zh')}。` }
        : { en: `In the same range as ${en}.`, zh: `与「${zh}」同类。` };
    case 'behaviour':
      return { en: `Shoppers who liked ${en} went on to this.`, zh: `喜欢「${zh}」的顾客也选了它。` };
  }
}

const GENERAL_TASTE: Reason = { en: 'Well liked in this shop just now.', zh: '本店近期受欢迎。' };
const NEW_AND_UNSEEN: Reason = { en: 'New in the shop.', zh: '本店新品。' };

/** Attribute values that an item has in common with one of the items it is shown because of. */
export function sharedAttributes(item: Item, others: readonly Item[]): { name: string; value: string }[] {
  return Object.entries(item.attributes)
    .filter(([name, value]) => others.some((other) => other.attributes[name] === value))
    .map(([name, value]) => ({ name, value }));
}

/** Why an action is proposed; `probability` is the model's, shown as a share of shoppers in the same situation. */
export function actionReason(action: LearntAction, probability: number, target: Item | undefined): Reason {
  const share = Math.round(100 * probability);
  const en = target ? localised(target.title, 'en') : '';
  const zh = target ? localised(target.title, 'zh') : '';
  const [deedEn, deedZh] = DEEDS[action];
  return {
    en: `${share}% of shoppers in your place ${deedEn.replace('{item}', en)} next.`,
    zh: `处于同样情形的顾客中，${share}%接下来${deedZh.replace('{item}', zh)}。`,
  };
}

const DEEDS: Record<LearntAction, readonly [en: string, zh: string]> = {
  view_item: ['look at an item such as {item}', '会看「{item}」这样的商品'],
  search: ['search', '会搜索'],
  add_to_cart: ['add {item} to the cart', '会把「{item}」加入购物车'],
  remove_from_cart: ['take {item} out of the cart', '会把「{item}」移出购物车'],
  view_cart: ['look at the cart', '会查看购物车'],
  add_to_wishlist: ['save {item} for later', '会收藏「{item}」'],
  begin_checkout: ['go to the checkout', '会去结算'],
  purchase: ['complete the order', '会完成下单'],
  leave: ['leave', '会离开'],
};

function strongest(weights: ModalityWeights): Modality {
  return MODALITIES.reduce((best, modality) => (weights[modality] > weights[best] ? modality : best));
}

function listed(words: readonly string[], language: Language): string {
  return language === 'en' ? words.join(' and ') : words.join('、');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
