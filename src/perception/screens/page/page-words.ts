import type { PageType } from '../../../core/contracts/screen.ts';

/** Where words stand: as the heading or last crumb of a page, as a line of their own, or within a longer line. */
export const WORD_PLACES = ['heading', 'line', 'within'] as const;
export type WordPlace = (typeof WORD_PLACES)[number];

/** Words that mean one thing on the pages of shops, and what pages they speak for before anything was learned. */
export interface Concept {
  readonly name: string;
  /** Lower case, without spaces or marks: readers of pictures lose both. */
  readonly words: readonly string[];
  /** What finding them adds to the score of a page type, in nats; a heading counts as much as is said here. */
  readonly speaksFor: Readonly<Partial<Record<WordPlace, Readonly<Partial<Record<PageType, number>>>>>>;
}

const of = (words: string): string[] => words.split(' ');

/**
 * The concepts of shops in English and Chinese. Stored models hold their order. Anything that any shop may write
 * belongs here, and nothing that only one does.
 */
export const CONCEPTS: readonly Concept[] = [
  {
    name: 'cart',
    words: of(
      'cart mycart yourcart shoppingcart shoppingbag yourbag mybag basket yourbasket shoppingbasket viewcart cartpage cartitems 购物车 我的购物车 购物袋 购物篮 进货单',
    ),
    speaksFor: { heading: { cart: 4 }, line: { cart: 0.5 } },
  },
  {
    name: 'empty cart',
    words: of(
      'cartisempty cartiscurrentlyempty bagisempty basketisempty noitemsinyourcart 购物车空 购物车是空 购物车还是空 购物车为空 去逛逛',
    ),
    speaksFor: { heading: { cart: 4 }, line: { cart: 3 }, within: { cart: 3 } },
  },
  {
    name: 'working on a cart',
    words: of(
      'updatecart continueshopping clearcart emptycart removeitem updatebasket returntoshop 更新购物车 继续购物 清空购物车 删除选中 删除选中商品 清理购物车 移入收藏 移到收藏',
    ),
    speaksFor: { heading: { cart: 2 }, line: { cart: 2.5 }, within: { cart: 1.5 } },
  },
  {
    name: 'to the checkout',
    words: of(
      'proceedtocheckout gotocheckout continuetocheckout checkoutnow checkoutsecurely 去结算 结算 立即结算 去付款 前往结算',
    ),
    speaksFor: { line: { cart: 2.5 }, within: { cart: 1.5 } },
  },
  {
    name: 'totals of a cart',
    words: of(
      'carttotal carttotals bagtotal estimatedtotal 已选商品 已选 件商品总价 商品总价 总价不含运费 合计不含运费',
    ),
    speaksFor: { heading: { cart: 3 }, line: { cart: 2.5 }, within: { cart: 1.5 } },
  },
  {
    name: 'sums',
    words: of('subtotal grandtotal total tax discount delivery shipping 小计 合计 总计 优惠 运费 总金额'),
    speaksFor: { line: { cart: 0.7, checkout: 0.6 } },
  },
  {
    name: 'columns of a cart',
    words: of(
      'unitprice productname quantity qty remove price total 单价 数量 商品信息 商品名称 操作 金额 删除 全选',
    ),
    speaksFor: { line: { cart: 0.6 } },
  },
  {
    name: 'coupon',
    words: of(
      'couponcode applycoupon promocode discountcode entercoupon haveacoupon giftcode couponcodes giftcard vouchercode 优惠券 优惠码 使用优惠券 红包 兑换码',
    ),
    speaksFor: { line: { cart: 1, checkout: 0.5 }, within: { cart: 0.5, checkout: 0.5 } },
  },
  {
    name: 'estimate of shipping',
    words: of(
      'calculateshipping estimateshipping shippingestimate estimateshippingandtax flatrate freeshipping localdelivery getaquote 运费估算',
    ),
    speaksFor: { line: { cart: 1 }, within: { cart: 0.5 } },
  },
  {
    name: 'checkout',
    words: of(
      'checkout securecheckout checkoutpage productcheckout billingdetails paymentdetails 结算页 结账 收银台 确认订单 填写订单 核对订单 填写并核对订单信息 订单确认 提交订单 订单支付 支付订单',
    ),
    speaksFor: { heading: { checkout: 4 }, line: { checkout: 0.7 } },
  },
  {
    name: 'billing',
    words: of('billingdetails billingaddress billinginformation billinginfo billto 账单地址 账单信息'),
    speaksFor: { heading: { checkout: 3 }, line: { checkout: 3 }, within: { checkout: 1.5 } },
  },
  {
    name: 'where to deliver',
    words: of(
      'shippingaddress shiptoadifferentaddress shippingdetails deliveryaddress shippinginformation shippingmethod deliverymethod deliveryoptions contactinformation 收货地址 收货人信息 收货信息 配送地址 寄送至 选择收货地址 配送方式 送货方式 使用新地址',
    ),
    speaksFor: { heading: { checkout: 2 }, line: { checkout: 1.7 }, within: { checkout: 1 } },
  },
  {
    name: 'fields of names',
    words: of('firstname lastname fullname companyname yourname surname 姓名 收货人 收件人 联系人 真实姓名'),
    speaksFor: { line: { checkout: 1, account: 0.4 }, within: { checkout: 0.6 } },
  },
  {
    name: 'fields of addresses',
    words: of(
      'streetaddress towncity postcode postcodezip postalcode zipcode zip city country state apartment houseno district province stateprovince countryregion phonenumber phone 详细地址 邮编 邮政编码 手机号码 手机号 所在地区 省份 街道 城市',
    ),
    speaksFor: { line: { checkout: 1 }, within: { checkout: 0.5 } },
  },
  {
    name: 'order notes',
    words: of('ordernotes notesaboutyourorder deliverynotes specialnotes 订单备注 买家留言 给卖家留言 备注'),
    speaksFor: { line: { checkout: 2 }, within: { checkout: 1.5 } },
  },
  {
    name: 'how to pay',
    words: of(
      'paymentmethod paymentmethods paymentoptions directbanktransfer cashondelivery checkpayment checkpayments chequepayment creditcard debitcard cardnumber cvv expirydate expirationdate nameoncard paypal paywith 支付方式 付款方式 货到付款 支付宝 微信支付 银行卡 在线支付 银联 余额支付 网银',
    ),
    speaksFor: { heading: { checkout: 2.5 }, line: { checkout: 1.8 }, within: { checkout: 1.2 } },
  },
  {
    name: 'summary of an order',
    words: of(
      'yourorder ordersummary orderreview revieworder ordertotal 订单总额 商品总额 应付 应付款 应付金额 实付 实付款 应付总额 商品清单 订单金额 支付金额 送货清单 发票',
    ),
    speaksFor: { heading: { checkout: 2 }, line: { checkout: 2 }, within: { checkout: 1 } },
  },
  {
    name: 'placing an order',
    words: of(
      'placeorder placeanorder placeyourorder completeorder completepurchase paynow confirmorder submitorder proceedtopaypal proceedtopay confirmandpay makepayment 提交订单 去支付 立即支付 立即付款 确认付款 确认支付 去付款',
    ),
    speaksFor: { line: { checkout: 3 }, within: { checkout: 1.5 } },
  },
  {
    name: 'terms',
    words: of(
      'readandaccepttheterms acceptthetermsconditions agreetotheterms termsconditions readandaccept 服务协议 用户协议 隐私政策',
    ),
    speaksFor: { within: { checkout: 0.7, account: 0.3 } },
  },
  {
    name: 'buying as a guest',
    words: of(
      'returningcustomer clickheretologin clickheretoenteryourcode createanaccount guestcheckout createaccount saveyourinformation savethisinformation',
    ),
    speaksFor: { line: { checkout: 1 }, within: { checkout: 1 } },
  },
  {
    name: 'order went through',
    words: of(
      'thankyou thankyouforyourorder orderhasbeenreceived orderwassuccessfully orderconfirmed orderconfirmation orderplaced ordercomplete ordercompleted successfullycompleted ordersuccess orderreceived purchaseiscomplete confirmation 支付成功 付款成功 下单成功 订单提交成功 提交成功 购买成功 交易成功 订单已提交 感谢您的购买 感谢您',
    ),
    speaksFor: {
      heading: { order_confirmation: 4.5 },
      line: { order_confirmation: 4 },
      within: { order_confirmation: 3 },
    },
  },
  {
    name: 'data of an order',
    words: of(
      'ordernumber orderno orderid orderinfo orderdetails orderdate transactionid 订单号 订单编号 订单详情 查看订单 订单信息',
    ),
    speaksFor: {
      heading: { order_confirmation: 2 },
      line: { order_confirmation: 2, account: 0.5 },
      within: { order_confirmation: 1, account: 0.5 },
    },
  },
  {
    name: 'back to the shop',
    words: of('backtoshop backtohome returntohome backtostore 返回首页 回到首页 继续逛逛 返回商城'),
    speaksFor: { line: { order_confirmation: 1.5 } },
  },
  {
    name: 'signing in',
    words: of(
      'signin login loginregister signinregister memberlogin customerlogin userlogin logintoyouraccount logintoenter welcomeback 登录 登陆 用户登录 账号登录 账户登录 会员登录 密码登录 欢迎登录',
    ),
    speaksFor: { heading: { account: 3.5 }, line: { account: 0.4 } },
  },
  {
    name: 'signing up',
    words: of(
      'register signup registration createaccount createanaccount joinus newtoourwebsite newtoourshop newcustomer 注册 免费注册 立即注册 用户注册 新用户注册 欢迎注册 已有账号',
    ),
    speaksFor: { heading: { account: 3 }, line: { account: 0.4 } },
  },
  {
    name: 'password',
    words: of(
      'password confirmpassword forgotpassword forgotyourpassword lostyourpassword rememberme keepmeloggedin keepmesignedin 密码 确认密码 忘记密码 记住 请输入密码 设置密码 验证码 自动登录',
    ),
    speaksFor: { heading: { account: 2 }, line: { account: 2.5 }, within: { account: 1.7 } },
  },
  {
    name: 'account',
    words: of(
      'myaccount myorders myprofile dashboard orderhistory addressbook accountdetails personalinformation profile trackorder trackyourorder ordertracking trackingorder mywishlist wishlist 个人中心 用户中心 会员中心 我的订单 全部订单 我的收藏 收货地址 地址管理 个人资料 账户设置 安全设置 我的足迹 用户信息 基本信息 个人信息',
    ),
    speaksFor: { heading: { account: 4 }, line: { account: 0.7 }, within: { account: 0.3 } },
  },
  {
    name: 'orders of an account',
    words: of(
      '待付款 待发货 待收货 待评价 已完成 已取消 退款 售后 我的积分 余额 浏览历史 最近浏览 trackorder logout signout editprofile 退出',
    ),
    speaksFor: { line: { account: 1.2 }, within: { account: 0.6 } },
  },
  {
    name: 'shop',
    words: of(
      'shop products allproducts ourproducts productlist collection collections category categories shopcategory shopcategorypage productcategory catalog store ourshop shopall shoppage 全部商品 商品列表 商品分类 产品列表 所有商品',
    ),
    speaksFor: { heading: { category: 3 }, line: { category: 0.2 } },
  },
  {
    name: 'sorting',
    words: of(
      'sortby sort defaultsorting default sortbypopularity sortbyprice pricelowtohigh lowtohigh hightolow pricehightolow newestfirst mostpopular 综合 销量 价格 人气 新品 热度 最新 默认 排序 综合排序 默认排序 从低到高',
    ),
    speaksFor: { line: { category: 1.6, search: 0.8 }, within: { category: 1, search: 0.4 } },
  },
  {
    name: 'filtering',
    words: of(
      'filter filters filterby filterbyprice pricerange shopbyprice refineby priceslider productfilters clearall shopby filterproducts 筛选 价格区间 筛选条件 已选条件 清除 清空筛选',
    ),
    speaksFor: {
      heading: { category: 2, search: 0.7 },
      line: { category: 2, search: 0.8 },
      within: { category: 1.3, search: 0.5 },
    },
  },
  {
    name: 'facets',
    words: of(
      'browsecategories productcategories shopcategories allcategories categories brands brand color colors colour size sizes material price gender popularbrands 分类 品牌 规格 全部分类 颜色 尺寸 产地',
    ),
    speaksFor: { line: { category: 0.6 } },
  },
  {
    name: 'how many are shown',
    words: of(
      'showing results itemsperpage show12 show9 productsfound itemsfound show 件商品 共找到 条结果 每页 共计',
    ),
    speaksFor: { line: { category: 1.2, search: 1 }, within: { category: 1.5, search: 1 } },
  },
  {
    name: 'pages of a list',
    words: of(
      'next previous prev loadmore nextpage showmore seemore 上一页 下一页 首页 尾页 末页 加载更多 没有更多了 跳转',
    ),
    speaksFor: { line: { category: 0.7, search: 0.4 } },
  },
  {
    name: 'results of a search',
    words: of(
      'searchresults searchresultsfor searchresultfor resultsfor yousearchedfor searchfor noresultsfound searchresult showingresultsfor 搜索结果 的搜索结果 为您找到 相关商品 搜到 关键字 关键词 没有找到 与相关',
    ),
    speaksFor: { heading: { search: 4.5 }, line: { search: 3 }, within: { search: 3 } },
  },
  {
    name: 'putting into the cart',
    words: of('addtocart addtobag addtobasket addcart 加入购物车 添加到购物车 放入购物车 加购物车 加购'),
    speaksFor: { line: { product: 1.5 }, within: { product: 0.7 } },
  },
  {
    name: 'buying at once',
    words: of('buynow buyitnow ordernow purchasenow 立即购买 立刻购买 马上抢 立即抢购 直接购买'),
    speaksFor: { line: { product: 1.7 } },
  },
  {
    name: 'tabs of a product',
    words: of(
      'description specification specifications additionalinformation productdetails productinformation moreinformation details manufacturer reviews customerreviews aboutthisitem features 商品详情 商品介绍 规格参数 商品评价 评价 累计评价 商品描述 产品参数 详情 包装清单 售后保障 规格与包装',
    ),
    speaksFor: { heading: { product: 1.5 }, line: { product: 1.5 }, within: { product: 0.3 } },
  },
  {
    name: 'product page',
    words: of(
      'productdetails singleproduct productsingle productdetail shopsingle productpage shopdetails productdetailspage itemdetails 商品详情',
    ),
    speaksFor: { heading: { product: 4 } },
  },
  {
    name: 'facts of a product',
    words: of(
      'sku availability instock outofstock available pieceavailable categorytag tags sizeguide sizechart selectsize chooseanoption selectcolor selectoptions share quantity qty 库存 已售 月销 销量 货号 商品编号 选择颜色 套餐 版本 服务承诺 配送至 送至 发货 有货 无货 尺码 正品保证 七天无理由',
    ),
    speaksFor: { line: { product: 1 }, within: { product: 0.6 } },
  },
  {
    name: 'reviews',
    words: of(
      'customerreviews writeareview addareview review reviews rating ratings yourreview yourrating overall basedon outof5 好评 好评率 中评 差评 全部评价 用户评价 追评 有图',
    ),
    speaksFor: { line: { product: 1 }, within: { product: 0.8 } },
  },
  {
    name: 'related products',
    words: of(
      'relatedproducts youmayalsolike youmightalsolike relateditems customersalsobought frequentlyboughttogether similarproducts recommendedforyou completethelook recentlyviewed 猜你喜欢 看了又看 相关推荐 相关商品 同类推荐 搭配推荐 浏览过的商品 大家都在看',
    ),
    speaksFor: { heading: { product: 1.5 }, line: { product: 1 } },
  },
  {
    name: 'wishing',
    words: of(
      'addtowishlist addtocompare addtowishlists savetowishlist compare 加入收藏 收藏商品 收藏 加入对比 关注商品',
    ),
    speaksFor: { line: { product: 1 } },
  },
  {
    name: 'calls to shop',
    words: of(
      'shopnow discovernow explorenow buynow viewcollection shopcollection discovermore explore seecollection learnmore getstarted viewall exploreshop newseason 立即抢购 去看看 查看全部 查看更多 立即进入 更多',
    ),
    speaksFor: { line: { home: 1.3 }, within: { home: 0.5 } },
  },
  {
    name: 'shelves of a home page',
    words: of(
      'newarrivals newarrival newproducts latestproducts featuredproducts featured bestsellers bestseller bestselling topselling trending trendingproducts ourproducts popularproducts dealoftheday hotdeals weeklydeals exclusivedeal flashsale onsale comingsoon topproducts productoverview shopbycategory featuredcategories popularcategories trendingnow mostloved 热销 新品上市 新品首发 热门推荐 为你推荐 精品推荐 限时秒杀 秒杀 今日推荐 人气推荐 热卖 新品推荐 品牌专区 特价',
    ),
    speaksFor: { heading: { home: 2 }, line: { home: 1.3 }, within: { home: 0.5 } },
  },
  {
    name: 'promises of a shop',
    words: of(
      'freeshipping freedelivery moneyback moneybackguarantee securepayment support247 247support supportonline easyreturns freereturn freereturns bestquality fastdelivery onlinesupport customersupport 正品保障 全场包邮 极速发货 品质保证',
    ),
    speaksFor: { heading: { home: 0.6 }, line: { home: 0.8 }, within: { home: 0.3 } },
  },
  {
    name: 'campaigns',
    words: of(
      'newcollection summercollection wintercollection springcollection womencollection mencollection collection season sale bigsale upto off discover summersale specialoffer limitedoffer limitedtime 促销 大促 狂欢 满减 优惠 专场 年货',
    ),
    speaksFor: { heading: { home: 1.5 }, within: { home: 0.6 } },
  },
  {
    name: 'voices of customers',
    words: of(
      'testimonials testimonial whatourcustomerssay whatcustomerssay whatourclientssay happycustomers ourclients whychooseus satisfiedcustomer clientsays instagram followus followusoninstagram',
    ),
    speaksFor: { heading: { home: 1 }, line: { home: 1, other: 0.3 }, within: { home: 0.6 } },
  },
  {
    name: 'newsletter',
    words: of(
      'newsletter subscribe subscribenow joinournewsletter subscribetoournewsletter signupfornewsletter getemailupdates 订阅',
    ),
    speaksFor: { line: { home: 0.2 } },
  },
  {
    name: 'news on a home page',
    words: of(
      'latestnews fromtheblog ourblog recentblog latestblog latestblogs latestposts ourlatestnews blogposts',
    ),
    speaksFor: { heading: { home: 1 }, line: { home: 1, other: 0.5 } },
  },
  {
    name: 'about us',
    words: of(
      'about aboutus ourstory whoweare ourmission ourteam ourhistory meettheteam ourvision 关于我们 公司简介 品牌故事 企业文化',
    ),
    speaksFor: { heading: { other: 4 }, line: { other: 0.4 } },
  },
  {
    name: 'contact',
    words: of(
      'contact contactus getintouch sendmessage sendusamessage yourmessage leaveamessage sendamessage subject message contactinfo 联系我们 在线留言 留言反馈 意见反馈',
    ),
    speaksFor: { heading: { other: 3.5 }, line: { other: 0.6 } },
  },
  {
    name: 'writing',
    words: of(
      'blog ourblog blogs blogdetails blogdetail blogsingle singleblog news article articles stories 新闻 新闻资讯 文章 资讯 公告 帮助中心 文章详情 公告详情',
    ),
    speaksFor: { heading: { other: 4 }, line: { other: 0.2 } },
  },
  {
    name: 'parts of a blog',
    words: of(
      'readmore continuereading postedby recentposts popularposts comments leaveacomment leaveareply postcomment tagclouds postcategories archives searchkeyword recentblog popularpost tagcloud byadmin 阅读全文 发布时间 上一篇 下一篇 浏览次数',
    ),
    speaksFor: { heading: { other: 1.5 }, line: { other: 1.2 }, within: { other: 0.9 } },
  },
  {
    name: 'help',
    words: of(
      'faq faqs frequentlyaskedquestions privacypolicy termsofservice termsandconditions returnpolicy shippingpolicy pagenotfound error404 404 helpcenter 常见问题 页面不存在 隐私条款 购物指南 售后服务',
    ),
    speaksFor: { heading: { other: 4 }, within: { other: 0.1 } },
  },
  {
    name: 'home',
    words: of('home homepage 首页 商城首页'),
    speaksFor: {},
  },
];
