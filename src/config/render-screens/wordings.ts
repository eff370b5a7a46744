import type { Language } from '../../core/contracts/item.ts';
import type { Random } from '../../core/random.ts';
import type { Dress } from './dress.ts';

/** The embedded shop's own words, each with those that other shops write for the same. */
const OTHERS: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    'Add to cart': [
      'Add to Cart',
      'ADD TO CART',
      'Add to bag',
      'Add to Basket',
      'ADD TO BAG',
      '+ Add to cart',
    ],
    'Go to the checkout': ['Checkout', 'CHECKOUT', 'Proceed to checkout', 'Check out now', 'Secure checkout'],
    'Confirm the demo order': ['Place order', 'PLACE ORDER', 'Complete purchase', 'Pay now', 'Submit order'],
    'Save for later': ['Add to wishlist', 'Wishlist', 'ADD TO WISHLIST', 'Favourite'],
    'Continue shopping': ['Keep shopping', 'CONTINUE SHOPPING', 'Back to shop'],
    'What are you looking for?': ['Search', 'Search products…', 'Search for anything', 'Search our store'],
    'Your cart': ['Cart', 'Shopping Cart', 'Shopping bag', 'MY BASKET', 'Your Bag'],
    Checkout: ['Checkout', 'Secure checkout', 'Billing details', 'CHECKOUT'],
    'Thank you': ['Thank you for your order!', 'Order confirmed', 'Your order has been received', 'Thanks!'],
    'All products': ['Shop', 'Our products', 'SHOP ALL', 'Products'],
    Total: ['Total', 'Subtotal', 'Order total', 'TOTAL'],
    'Sort by': ['Sort', 'SORT BY', 'Order by'],
    'Saved for later': ['My wishlist', 'Wishlist', 'My account', 'Favourites'],
    'Chosen for you': ['Featured products', 'New this season', 'Trending now', 'Welcome', 'Best Sellers'],
    'New arrivals': ['Latest products', 'JUST IN', 'New in'],
    Categories: ['Shop by category', 'Our collections', 'CATEGORIES'],
    'Similar things': ['You may also like', 'Related products', 'CUSTOMERS ALSO BOUGHT'],
  },
  zh: {
    加入购物车: ['加入购物车', '加购物车', '放入购物车', '添加到购物车', '加入购物袋'],
    去结算: ['结算', '去结算', '立即结算', '去结账', '提交结算'],
    确认演示订单: ['提交订单', '立即支付', '确认订单', '确认下单', '去支付'],
    收藏: ['收藏', '加入收藏', '收藏商品', '加入心愿单'],
    继续逛: ['继续购物', '再逛逛', '返回首页'],
    '想找什么？': ['搜索', '搜索商品', '请输入关键词', '搜索商品/品牌'],
    购物车: ['我的购物车', '购物车', '购物车清单', '我的购物袋'],
    结算: ['确认订单', '填写订单信息', '收银台', '订单结算'],
    谢谢: ['订单提交成功', '支付成功', '感谢您的购买', '下单成功'],
    全部商品: ['全部商品', '商品列表', '所有商品', '全部分类'],
    合计: ['总计', '应付金额', '合计', '订单总额'],
    排序: ['排序方式', '综合排序'],
    收藏夹: ['我的收藏', '个人中心', '会员中心', '我的心愿单'],
    为你挑选: ['热卖推荐', '今日精选', '为您推荐', '本周热销', '猜你喜欢'],
    新品上架: ['新品首发', '最新上架', '上新'],
    分类: ['商品分类', '热门分类', '精选分类'],
    相似商品: ['看了又看', '相关推荐', '猜你喜欢'],
  },
};

interface ShopWords {
  readonly names: readonly string[];
  readonly bar: readonly string[];
  readonly notices: readonly string[];
  readonly foot: readonly (readonly string[])[];
  readonly cardButtons: readonly string[];
  readonly buyNow: readonly string[];
  readonly heart: string;
  readonly searchButtons: readonly string[];
  readonly couponFields: readonly string[];
  readonly couponButtons: readonly string[];
  readonly stepper: NonNullable<Dress['stepper']>;
  readonly checkout: { readonly titles: readonly string[]; readonly fields: readonly string[] };
  readonly account: readonly NonNullable<Dress['form']>[];
}

const WORDS: Readonly<Record<Language, ShopWords>> = {
  en: {
    names: [
      'Northwind',
      'Maple & Co',
      'URBANA',
      'Clover Market',
      'Velvet Lane',
      'Harbor Goods',
      'Pixel Mart',
    ],
    bar: ['Home', 'Shop', 'New', 'Sale', 'Brands', 'Blog', 'About us', 'Contact', 'Gifts', 'Stores', 'Help'],
    notices: [
      'Free delivery over $50',
      'Summer sale: up to 40% off',
      'Sign up and get 10% off your first order',
    ],
    foot: [
      ['Help', 'Delivery', 'Returns', 'Contact us', 'FAQ'],
      ['Company', 'About us', 'Careers', 'Press', 'Stores'],
      ['My account', 'Sign in', 'Track my order', 'Wishlist'],
      ['Follow us', 'Instagram', 'Facebook', 'Pinterest'],
    ],
    cardButtons: ['Add to cart', 'Add to bag', 'ADD TO CART', 'Add to Basket', 'Quick add'],
    buyNow: ['Buy now', 'BUY NOW', 'Buy it now'],
    heart: 'Add to wishlist',
    searchButtons: ['Search', 'SEARCH', 'Go'],
    couponFields: ['Coupon code', 'Discount code', 'Promo code or gift card', 'Enter voucher'],
    couponButtons: ['Apply', 'Apply coupon', 'APPLY'],
    stepper: { label: 'Quantity', fewer: 'Decrease', more: 'Increase' },
    checkout: {
      titles: ['Billing details', 'Shipping address', 'Delivery', 'Payment method', ''],
      fields: ['Full name', 'Email', 'Address', 'City', 'Post code', 'Phone', 'Card number', 'Country'],
    },
    account: [
      { title: 'Sign in', fields: ['Email', 'Password'], button: 'Sign in' },
      { title: 'Create an account', fields: ['Name', 'Email', 'Password'], button: 'Register' },
      {
        title: 'Account details',
        fields: ['First name', 'Last name', 'Email', 'Phone'],
        button: 'Save changes',
      },
    ],
  },
  zh: {
    names: ['优品商城', '云集小铺', '好物集', '乐购生活', '木棉家居', '青禾优选'],
    bar: [
      '首页',
      '全部商品',
      '新品',
      '热卖',
      '品牌馆',
      '优惠活动',
      '关于我们',
      '联系我们',
      '会员中心',
      '帮助',
    ],
    notices: ['全场满199元包邮', '夏季大促，低至五折', '新用户首单立减20元'],
    foot: [
      ['购物指南', '购物流程', '会员介绍', '常见问题'],
      ['配送方式', '上门自提', '配送费用', '物流查询'],
      ['售后服务', '退换货政策', '退款说明', '联系客服'],
      ['关于我们', '公司简介', '招贤纳士', '商家入驻'],
    ],
    cardButtons: ['加入购物车', '加购', '放入购物车'],
    buyNow: ['立即购买', '马上购买', '立即抢购'],
    heart: '收藏',
    searchButtons: ['搜索', '搜一下', '搜商品'],
    couponFields: ['请输入优惠码', '优惠券', '输入折扣码', '使用优惠券'],
    couponButtons: ['使用', '兑换', '使用优惠券'],
    stepper: { label: '数量', fewer: '减少', more: '增加' },
    checkout: {
      titles: ['收货地址', '配送方式', '支付方式', '收货人信息', ''],
      fields: ['收货人', '手机号码', '所在地区', '详细地址', '邮政编码', '发票抬头', '备注'],
    },
    account: [
      { title: '会员登录', fields: ['手机号/邮箱', '密码'], button: '登录' },
      { title: '注册账号', fields: ['手机号', '验证码', '密码'], button: '立即注册' },
      { title: '个人资料', fields: ['昵称', '手机号', '邮箱', '生日'], button: '保存' },
    ],
  },
};

/** One way to write our words, the same for all pages of a shop. */
export function drawWordings(language: Language, random: Random): Record<string, string> {
  const pairs = Object.entries(OTHERS[language]).map(([own, others]) => [own, random.pick([own, ...others])]);
  return Object.fromEntries(pairs);
}

export const wordsFor = (language: Language): ShopWords => WORDS[language];
