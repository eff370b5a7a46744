/**
 * What words on an element speak of, in English and Chinese. They are matched against text in lower case without
 * spaces, since readers of text often lose them. The order is part of stored models: append only.
 */
const ACTION_WORDS = {
  addToCart:
    /add(ed)?(items?)?(to|t0|in)?(my|your|the)?(cart|bag|basket|trolley)|加入购物|加购物?车|加入采购|加购|放入购物/,
  buyNow: /buy(it)?now|buynow|购买$|立即购|立刻购|马上抢|立即抢|马上购/,
  checkout: /check-?0?out|结算|结账|结帐|去付款|proceedto/,
  placeOrder:
    /placey?o?u?r?order|submit(your)?order|confirm(your)?order|(complete|finish)(my|your)?(order|purchase)|paynow|提交订单|确认订单|立即支付|去支付|确认支付|立即下单|^支付/,
  coupon: /coup[oe]n|promo|voucher|discountcode|giftc|优惠券|优惠码|折扣码|红包|代金/,
  apply: /apply|使用|应用|兑换|redeem/,
  search: /search|搜|查找|查询|lookingfor|find/,
  sort: /sort|orderby|default|popular|newest|lowto|highto|bestsell|综合|销量|热度|最新|排序|默认|人气|perpage|^show/,
  facet:
    /filter|categor|brand|colou?r|size|pricerange|筛选|分类|品牌|颜色|尺[寸码]|规格|类别|以下|以上|\(\d+\)$|^[\d.,]+[-~—–至到][\d.,]+元?$/,
  quantity: /qty|quantity|数量|件数/,
  remove: /remove|delete|^clear|删除|清空|移除|清除|^[x×✕✖]$/,
  wishlist: /wish|favou?rite|saveforlater|收藏|心愿|喜欢/,
  price: /[$€£¥￥]\d+([.,]\d+)*|\d+元$|^[$€£¥￥]?\d+[.,]\d\d$|rs\.?\d|usd/,
  cart: /cart|bag$|basket|购物车|购物袋/,
  account:
    /log-?in|sign-?(in|up|out)|register|account|profile|logout|登[录陆]|注册|会员|账[户号]|个人中心|用户中心|退出/,
  navigation:
    /^home|^shop|about|contact|blog|^pages|faq|^menu|help|首页|关于|联系|帮助|商城|导航|客服|服务|track/,
  back: /continueshop|update(cart|bag)?|继续购物|返回|更新/,
  letter: /subscri|newsletter|e-?mail|订阅|邮箱/,
  more: /viewa?l?l?|detail|learnmore|readmore|shopnow|discover|explore|more$|查看|详情|更多/,
  order: /order|订单/,
  total: /total|subtotal|合计|总[价计额]|小计/,
  placeholder: /(\.\.\.|…|^enter|^type|here$|^your|请输入|输入)/,
} as const satisfies Record<string, RegExp>;

export type ActionWord = keyof typeof ACTION_WORDS;

export const ACTION_WORD_NAMES = Object.keys(ACTION_WORDS) as ActionWord[];

const PATTERNS: readonly RegExp[] = Object.values(ACTION_WORDS);

export interface WordsFound {
  /** For each word of ACTION_WORD_NAMES, the share of the text's letters that it takes; 0 where it does not stand. */
  readonly shares: Float32Array;
  /** Letters without spaces. */
  readonly length: number;
  /** True for digits with their signs alone. */
  readonly isNumber: boolean;
}

/** What a text speaks of. */
export function findActionWords(text: string): WordsFound {
  const squashed = text.toLowerCase().replaceAll(/\s+/gu, '');
  const shares = new Float32Array(PATTERNS.length);
  for (const [i, pattern] of PATTERNS.entries()) {
    const found = pattern.exec(squashed);
    if (found) shares[i] = Math.max(0.05, found[0].length / squashed.length);
  }
  return { shares, length: squashed.length, isNumber: /^[\d.,+\-−–:/]+$/u.test(squashed) };
}
