import { useQueries } from '@tanstack/react-query';
import { PackageX } from 'lucide-react';
import { Link } from 'wouter';
import type { ItemView } from '../../../../src/core/contracts/api.ts';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { fetchItem } from '../../api.ts';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { formatShare } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { itemPath } from '../../layout/paths.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import { Cutting } from './cutting.tsx';
import { Panel } from './panel.tsx';
import type { Shown } from './use-shown.ts';

type Product = LookAnswer['products'][number];

/** The products on the screen: as they stand there, and which of the catalogue's each is. */
export function ProductList(props: { answer: LookAnswer; screenshot: Screenshot; shown: Shown }) {
  const { look } = useTexts().texts.screens;
  const { products, stage } = props.answer;
  const items = useItems(products);
  return (
    <Panel title={look.products}>
      {products.length === 0 && (
        <p className="text-soft">{stage === 'catalogue' ? look.noProducts : look.productsLater}</p>
      )}
      <ul className="grid max-h-80 gap-2 overflow-y-auto sm:grid-cols-2 xl:max-h-96">
        {products.map((product, index) => (
          <li
            key={product.box.join(' ')}
            className="flex items-center gap-2"
            onPointerMove={() => props.shown.point({ of: 'products', index })}
            onPointerLeave={() => props.shown.leave({ of: 'products', index })}
          >
            <Cutting screenshot={props.screenshot} box={product.box} size={props.answer} />
            <Matched product={product} item={items.get(product.id ?? '')} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Matched({ product, item }: { product: Product; item: ItemView | undefined }) {
  const { texts, say, language } = useTexts();
  const { look, notInCatalogue, sure } = texts.screens;
  const share = formatShare(product.score, language);
  if (product.id === null) {
    return (
      <>
        <span className="grid size-14 shrink-0 place-items-center rounded-lg bg-well text-soft">
          <PackageX size={20} aria-hidden="true" />
        </span>
        <p className="min-w-0 text-soft">
          {notInCatalogue}
          {product.score > 0 && <span className="block text-xs">{sure(share)}</span>}
        </p>
      </>
    );
  }
  return (
    <>
      <span className="size-14 shrink-0">{item && <ProductPicture item={item} round="rounded-lg" />}</span>
      <p className="min-w-0">
        <Link href={itemPath(product.id)} className="line-clamp-2 underline-offset-4 hover:underline">
          {item ? say(item.title) : product.id}
        </Link>
        <span className="text-xs text-soft tabular-nums">{look.match(share)}</span>
      </p>
    </>
  );
}

function useItems(products: readonly Product[]): ReadonlyMap<string, ItemView> {
  const ids = [...new Set(products.flatMap(({ id }) => id ?? []))];
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['item', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchItem(id, signal),
      staleTime: Infinity,
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}
