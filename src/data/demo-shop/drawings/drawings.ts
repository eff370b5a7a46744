import * as bags from './bags.ts';
import * as care from './care.ts';
import * as clothing from './clothing.ts';
import * as electronics from './electronics.ts';
import * as food from './food.ts';
import * as home from './home.ts';
import * as jewellery from './jewellery.ts';
import type { Drawing } from './kit.ts';
import * as shoes from './shoes.ts';
import * as toys from './toys.ts';

/** The drawing of each kind, by the kind's key. */
export const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...pick(food, ['apple', 'citrus', 'tomato', 'grapes', 'pepper', 'eggs']),
  ...pick(food, ['rice', 'tea', 'coffee', 'biscuits', 'jam', 'oil', 'noodles']),
  ...pick(care, ['laundry', 'tissues', 'spray', 'shampoo', 'toothpaste', 'toothbrush', 'soap', 'lotion']),
  ...pick(care, ['lipstick', 'perfume', 'palette', 'cream']),
  'dish-soap': care.dishSoap,
  'kitchen-roll': care.kitchenRoll,
  'nail-polish': care.nailPolish,
  ...pick(home, ['mug', 'teapot', 'bowl', 'cushion', 'lamp', 'vase', 'candle', 'pan']),
  ...pick(clothing, ['shirt', 'sweater', 'dress', 'skirt', 'coat', 'trousers', 'scarf']),
  't-shirt': clothing.tShirt,
  ...pick(shoes, ['sneaker', 'heel', 'boot', 'loafer', 'sandal']),
  ...pick(bags, ['tote', 'backpack', 'handbag', 'suitcase', 'wallet']),
  ...pick(jewellery, ['watch', 'necklace', 'ring', 'earrings', 'bracelet']),
  ...pick(electronics, ['phone', 'headphones', 'speaker', 'laptop', 'camera']),
  'phone-case': electronics.phoneCase,
  'power-bank': electronics.powerBank,
  ...pick(toys, ['teddy', 'blocks', 'kite', 'robot']),
  ball: toys.ball_,
  'toy-car': toys.toyCar,
};

function pick<Name extends string>(
  drawings: Readonly<Record<Name, Drawing>>,
  names: readonly Name[],
): Record<string, Drawing> {
  return Object.fromEntries(names.map((name) => [name, drawings[name]]));
}
