/** What is written on the drawn lines that the spotter of words learns from. */
import type { Random } from '../../core/random.ts';
import { PHRASES } from '../../perception/screens/page/word-spotter.ts';

/** Words that the compact phrases of concepts are made of: lines are drawn with the spaces that readers lose. */
const VOCABULARY = new Set(
  `a about account accept accepted add additional address admin agree all already also an and apartment any apply
  archives arrival arrivals article articles ask asked at available back bag bank based basket best big bill billing
  blog blogs book bought brand brands browse by buy calculate cancel card cart cash catalog catalogue categories category
  center chart check checkout cheque choose city clear clearance click clients cloud clouds code collection collections
  color colors colour comment comments company compare complete completed conditions confirm confirmation confirmed
  contact continue country coupon create credit currently customer customers cvv dashboard data date day deal deals
  debit default delivery description desk detail details different direct discount discover district easy edit
  email empty enter error estimate estimated exclusive expiration expiry explore faq faqs fast feature featured features
  filter filters find first flash flat follow for forgot found free frequently from gender get gift go grand guest
  guide happy has have help here high history home hot house how id in info information instagram invoice is it item
  items join keep keyword last latest learn leave limited line list load local log logged login look lost loved low
  made mail manufacturer material may me meet member men message method methods might mission money more most my name
  new newest news newsletter next no not notes now number of off offer on one online only option options or order orders
  our out overall overview page pages password pay payment payments paypal per personal phone piece place placed please
  policy popular popularity post postal postcode posted posts prev previous price privacy proceed product products
  profile promo province purchase qty quality quantity quote range rate rating ratings read recent recently recommended
  refine region register registered registration related remember remove reply results result return returning returns
  review reviews sale satisfied save say search searched season secure securely see select sellers seller selling send
  service share ship shipping shop shopping show showing sign signed similar single size sizes sku slider sort sorting
  special specification specifications spring start started state stock store stories story street submit subject
  subscribe subtotal success successful successfully summary summer support surname tag tags tax team terms testimonial
  testimonials thank that the this time to too top total totals town track tracking trail transaction transfer trending
  unit up update updates upto us use user view viewed vision voucher was we website weekly welcome what when where who why
  winter wish wishlist with women working write wrong you your zip zipcode`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const WORDS = [...VOCABULARY].filter((word) => word.length > 2);
const HAN = Array.from(PHRASES.filter((phrase) => !isLatin(phrase)).join(''));
const SYLLABLES =
  'ba ce di fo gu la me ni po ru sa te vi wo xa ster ling man ter ick ole ton ash er in an lo ra mi ne shi ka bel or'.split(
    ' ',
  );
const GOODS =
  'dress shirt jacket jeans shoes boots sneakers watch phone laptop headphones camera sofa chair table lamp bag wallet scarf hat red blue black white green leather cotton linen wool classic modern vintage slim summer kids men women organic fresh apple orange milk bread rice tea coffee vegetable fruit juice wireless smart pro mini max series'.split(
    ' ',
  );
/** What a character of no known word costs, in known words. */
const STRANGE = 3;

/** A compact phrase with spaces between its words: the cut with the fewest words. */
export function spaced(phrase: string): string {
  if (!isLatin(phrase)) return phrase;
  const cuts: { cost: number; words: string[] }[] = [{ cost: 0, words: [] }];
  for (let end = 1; end <= phrase.length; end++) {
    let best = { cost: Infinity, words: [] as string[] };
    for (let start = 0; start < end; start++) {
      const word = phrase.slice(start, end);
      const cost = cuts[start].cost + (VOCABULARY.has(word) ? 1 : STRANGE + word.length);
      if (cost < best.cost) best = { cost, words: [...cuts[start].words, word] };
    }
    cuts.push(best);
  }
  return cuts[phrase.length].words.join(' ');
}

/** A price or figure as shops write them. */
export function drawnPrice(random: Random): string {
  const amount = (random.next() * 10 ** (1 + random.integer(4))).toFixed(random.pick([0, 2, 2]));
  return random.pick(['$', '￥', '¥', '€', '£', '']) + amount;
}

/** A line that is none of PHRASES: parts of them, goods, names that nobody has, and odd characters. */
export function otherLine(random: Random): string {
  const some = (most: number, from: readonly string[], between: string): string =>
    Array.from({ length: 1 + random.integer(most) }, () => random.pick(from)).join(between);
  const line = random.pick([
    () => some(4, WORDS, ' '),
    () => some(4, GOODS, ' '),
    () => `${some(2, GOODS, ' ')} ${some(2, WORDS, ' ')}`,
    () => Array.from({ length: 1 + random.integer(3) }, () => some(4, SYLLABLES, '')).join(' '),
    () => `${random.integer(3000)} ${random.pick(WORDS)}`,
    () => some(7, HAN, ''),
    () => some(3, HAN, '') + random.integer(900),
    () => spaced(random.pick(PHRASES)).slice(0, 1 + random.integer(9)),
  ])();
  const compact = line.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return compact === '' || PHRASES.includes(compact) ? otherLine(random) : line;
}

/** A line in one of the ways that shops write in. */
export function inSomeCase(text: string, random: Random): string {
  const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
  const draw = random.next();
  if (draw < 0.5) return text.split(' ').map(capital).join(' ');
  if (draw < 0.7) return text.toUpperCase();
  return draw < 0.87 ? capital(text) : text;
}

function isLatin(phrase: string): boolean {
  return /^[a-z0-9]+$/.test(phrase);
}
