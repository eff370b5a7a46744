/** The words by which shops name what can be done on a page, in English and Chinese; the first kind that matches counts. */
import type { ElementKind, PageType } from '../../core/contracts/screen.ts';

type ButtonKind = Exclude<ElementKind, 'product_card' | 'navigation'>;

/** Of what a button, link or field says of itself. `add ... to the cart` comes before what merely names a cart. */
export const BUTTON_WORDS: readonly (readonly [kind: ButtonKind, words: RegExp])[] = [
  [
    'place_order',
    /\b(place|submit|confirm|complete)\b.{0,16}\b(order|purchase)\b|\bpay (now|securely)\b|^pay\b.{0,20}$|提交订单|确认(演示)?(订单|下单|支付)|立即支付|去支付|确认付款|^(立即)?(支付|付款|下单)$/i,
  ],
  ['buy_now', /\bbuy (it )?now\b|\bbuy\b.{0,3}$|立即(购买|抢购)|马上(购买|抢)|立刻购买|直接购买|现在购买/i],
  [
    'add_to_cart',
    /\badd\b.{0,120}\bto (the |my |your |shopping )?(cart|bag|basket|trolley)\b|^(add|quick add)$|加入?(到)?(我的)?购物[车袋篮]|放[入进]购物[车袋篮]|添加到购物[车袋篮]|^加购$/i,
  ],
  [
    'checkout',
    /\b(go|proceed|continue)\b.{0,8}\bto (the |secure |paypal)?\s*(checkout|check out|payment|paypal)\b|^(secure |express |guest )?check ?out( now| securely)?\b.{0,10}$|去?结[算账](?!页)|去下单/i,
  ],
  [
    'coupon',
    /\bcoupons?\b|\bvouchers?\b|\b(promo(tion)?(al)?|discount|gift) (code|card)\b|优惠[券码]|折扣码|优惠代码|兑换码|礼品卡|领券/i,
  ],
  [
    'remove',
    /\bremove\b|\bdelete\b|\btrash\b|\btake\b.{0,120}\bout of (the |your )?(cart|bag|basket)\b|移[除出]|删除|清除/i,
  ],
  [
    'quantity',
    /\b(quantity|qty)\b|\bone\b.{0,120}\b(more|fewer|less)\b|\b(increase|decrease|increment|decrement)\b|^[+\-−–＋－]$|数量|增加|减少|[加减多少]一件/i,
  ],
  [
    'wishlist',
    /\bwish ?-?list\b|\bfavou?rites?\b|\bsave(d)?( it)? for later\b|^saved?$|收藏|心愿单|加入心愿|想要清单/i,
  ],
  [
    'filter',
    /\b(sort(ed)? by|sort|order by|refine|filters?|narrow( down)?|price range|show only)\b|筛选|排序|综合|销量|价格(区间|范围|从)|热度/i,
  ],
  ['search', /\bsearch(ing)?\b|\bfind (products|items)\b|\blooking for\b|搜索|搜一?搜|查找|想找/i],
];

/** Of a page's heading and title. The first that matches counts: a thank-you page names the order, a checkout the cart. */
export const HEADING_WORDS: readonly (readonly [type: PageType, words: RegExp])[] = [
  ['other', /\b404\b|\bnot found\b|\bpage (is )?missing\b|页面?(不存在|找不到)|没有(找到)?这[个一]?页/i],
  [
    'order_confirmation',
    /\bthank(s| you)\b|\border (was |is |has been )?(received|confirmed|placed|complete)\b|\border confirmation\b|(订单|下单|支付|付款|购买)(提交)?成功|感谢(您的|你的)?(购买|订购|惠顾|光临)|谢谢(您|你)?/i,
  ],
  [
    'checkout',
    /\bcheck ?out\b|\b(billing|shipping|payment) (details|address|information|method)\b|结[算账]|确认订单|填写订单|收银台/i,
  ],
  ['cart', /\b(shopping |your |my )?(cart|basket|bag|trolley)$|购物[车袋篮]/i],
  [
    'account',
    /\b(my |your )?account\b|\b(sign|log) ?(in|up)\b|\bregister\b|\bwish ?list\b|\bsaved for later\b|\bmy orders\b|\b(order history|profile|dashboard)\b|登录|注册|(个人|会员|用户|账户)中心|我的(订单|账户|收藏|资料)|收藏夹|心愿单/i,
  ],
  [
    'search',
    /\bsearch results?\b|\bresults? for\b|^search(:|\b)|^found for\b|搜索(结果)?|^“.*”(的|相关)|查询结果/i,
  ],
  [
    'category',
    /\b(all|our) (products|items)\b|\b(category|categories|collections?|catalogue|catalog|shop all|departments?)\b|全部商品|(商品)?分类|商品列表/i,
  ],
];

/** Of the path and query of the address. */
export const ADDRESS_WORDS: readonly (readonly [type: PageType, words: RegExp])[] = [
  [
    'order_confirmation',
    /(thank|thanks|thank-you|order-?(received|confirmation|complete|success)|confirmation|success)(\b|[/.?])/i,
  ],
  ['checkout', /check-?out|billing|payment|\/pay(\b|[/.?])/i],
  ['cart', /(shopping-?)?(cart|basket)(\b|[/.?])|\/bag(\b|[/.?])/i],
  [
    'account',
    /account|login|log-in|signin|sign-in|register|sign-?up|profile|wish-?list|my-?orders?|\/user(s|center)?(\b|[/.?])|favou?rites/i,
  ],
  ['search', /\/search|[?&](q|s|query|search|keywords?|wd|kw)=/i],
  [
    'product',
    /\/(product|item|dp|goods|p|detail|single)(-?details?|-single)?([/.?-]|$)|product-?(detail|single|page)/i,
  ],
  [
    'category',
    /\/(categor(y|ies)|collections?|catalog(ue)?|products|shop|store|list|department)s?([/.?-]|$)/i,
  ],
  ['home', /^\/(index(\.\w+)?|home(\.\w+)?)?([?#]|$)/i],
];

/** Of a field that asks for what nobody but the shopper should know. */
export const SECRET_WORDS =
  /card.?(number|no\b|holder|verification)|credit.?card|debit.?card|\bcc-?(num|number|csc|cvc|exp)|\bcv[cv]2?\b|security code|\bexp(iry|iration)\b|\biban\b|\baccount number\b|\bpin\b|\bpass(word|code|phrase)\b|\bone.?time\b|\botp\b|\bssn\b|卡号|银行卡|信用卡|安全码|有效期|密码|验证码|身份证/i;

/** An amount of money, as shops write it. */
export const PRICE_WORDS =
  /(?:[$€£¥￥₹₽₩]|\b(?:USD|EUR|GBP|CNY|RMB|Rs\.?)\s?)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥￥₹₽₩元]|\b(?:USD|EUR|GBP|CNY|RMB)\b)/;
