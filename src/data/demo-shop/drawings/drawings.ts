import { backpack, handbag, suitcase, tote, wallet } from './bags.ts';
import {
  cream,
  dishSoap,
  kitchenRoll,
  laundry,
  lipstick,
  lotion,
  nailPolish,
  palette,
  perfume,
} from './care.ts';
import { shampoo, soap, spray, tissues, toothbrush, toothpaste } from './care.ts';
import { coat, dress, scarf, shirt, skirt, sweater, trousers, tShirt } from './clothing.ts';
import { camera, headphones, laptop, phone, phoneCase, powerBank, speaker } from './electronics.ts';
import {
  apple,
  biscuits,
  citrus,
  coffee,
  eggs,
  grapes,
  jam,
  noodles,
  oil,
  pepper,
  rice,
  tea,
  tomato,
} from './food.ts';
import { bowl, candle, cushion, lamp, mug, pan, teapot, vase } from './home.ts';
import { bracelet, earrings, necklace, ring, watch } from './jewellery.ts';
import type { Drawing } from './kit.ts';
import { boot, heel, loafer, sandal, sneaker } from './shoes.ts';
import { blocks, kite, playBall, robot, teddy, toyCar } from './toys.ts';

const FRESH_AND_PANTRY = {
  apple,
  biscuits,
  citrus,
  coffee,
  eggs,
  grapes,
  jam,
  noodles,
  oil,
  pepper,
  rice,
  tea,
  tomato,
};
const HOUSEHOLD = { laundry, spray, tissues, 'dish-soap': dishSoap, 'kitchen-roll': kitchenRoll };
const CARE = { shampoo, soap, lotion, toothbrush, toothpaste };
const BEAUTY = { cream, lipstick, palette, perfume, 'nail-polish': nailPolish };
const HOME = { bowl, candle, cushion, lamp, mug, pan, teapot, vase };
const FASHION = { coat, dress, scarf, shirt, skirt, sweater, trousers, 't-shirt': tShirt };
const SHOES = { boot, heel, loafer, sandal, sneaker };
const BAGS = { backpack, handbag, suitcase, tote, wallet };
const JEWELLERY = { bracelet, earrings, necklace, ring, watch };
const DEVICES = {
  camera,
  headphones,
  laptop,
  phone,
  speaker,
  'phone-case': phoneCase,
  'power-bank': powerBank,
};
const TOYS = { blocks, kite, robot, teddy, ball: playBall, 'toy-car': toyCar };

/** The drawing of each kind, by the kind's key. */
export const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...FRESH_AND_PANTRY,
  ...HOUSEHOLD,
  ...CARE,
  ...BEAUTY,
  ...HOME,
  ...FASHION,
  ...SHOES,
  ...BAGS,
  ...JEWELLERY,
  ...DEVICES,
  ...TOYS,
};
