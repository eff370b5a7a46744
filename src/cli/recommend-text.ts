import Table from 'cli-table3';
import { localised, type Money } from '../core/contracts/item.ts';
import { MODALITIES } from '../core/contracts/modality.ts';
import type { Recommendation } from './recommend-in.ts';

/** A recommendation for people: the items with the weight of each modality and the reason, then what to do next. */
export function recommendText({ items, actions, scene, modelId }: Recommendation): string {
  const table = new Table({
    head: ['', 'item', 'price', ...MODALITIES, 'why'],
    style: { head: [], compact: true },
  });
  items.forEach(({ item, weights, reason }, i) => {
    const shares = MODALITIES.map((modality) => percent(weights[modality]));
    table.push([
      i + 1,
      `${localised(item.title, 'en')} (${item.id})`,
      priceText(item.price),
      ...shares,
      reason.en,
    ]);
  });
  const steps = actions.map(({ action, target, probability, reason }) => {
    const about = target === null ? '' : ` ${localised(target.title, 'en')} (${target.id})`;
    return `  ${percent(probability).padStart(5)}  ${action}${about}: ${reason.en}`;
  });
  return [
    `Model ${modelId}, scene ${scene.name} (${scene.source}, ${percent(scene.probability)})`,
    table.toString(),
    ...(steps.length > 0 ? ['Next action:', ...steps] : []),
  ].join('\n');
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function priceText(price: Money | null): string {
  if (price === null) return '';
  if (price.currency === 'XXX') return String(price.amount);
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: price.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price.amount / 10 ** digits);
}
