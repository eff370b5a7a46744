import { useQueries } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { RecommendedItem } from '../../../src/core/contracts/api.ts';
import { fetchItem } from '../api.ts';
import { ProductPicture } from '../catalogue/product-picture.tsx';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { itemPath } from '../layout/paths.ts';
import type { Ground } from './weights.ts';

const MOST_SHOWN = 3;

/** What a weight means, and what the advice rests on. */
export function EvidenceDetails(props: { ground: Ground; pick: RecommendedItem | undefined }) {
  const { texts } = useTexts();
  const evidence = props.pick?.evidence;
  return (
    <div className="appear mt-2 flex flex-col gap-2 rounded-xl bg-well p-3 text-sm">
      <p className="text-soft">{texts.guide.explain[props.ground]}</p>
      {evidence && <BecauseOf evidence={evidence} />}
      {props.pick && <Shared pick={props.pick} />}
      {evidence?.cold && <p className="font-medium text-accent-deep">{texts.guide.cold}</p>}
    </div>
  );
}

type EvidenceProps = { evidence: RecommendedItem['evidence'] };

function BecauseOf({ evidence }: EvidenceProps) {
  const { texts, say } = useTexts();
  const shown = evidence.becauseOf.slice(0, MOST_SHOWN);
  const items = useQueries({
    queries: shown.map(({ itemId }) => ({
      queryKey: ['item', itemId],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchItem(itemId, signal),
      staleTime: Infinity,
    })),
  });
  if (shown.length === 0) return <p className="text-soft">{texts.guide.noEvidence}</p>;
  return (
    <div>
      <p className="text-soft">{texts.guide.becauseOf}</p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {shown.map(({ itemId, title }, index) => (
          <li key={itemId}>
            <Link href={itemPath(itemId)} className="flex items-center gap-2 hover:underline">
              <span className="size-9 shrink-0">
                {items[index]?.data && <ProductPicture item={items[index].data} />}
              </span>
              <span className="line-clamp-1">{say(title)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Shared({ pick }: { pick: RecommendedItem }) {
  const { texts } = useTexts();
  const words = useShopWords();
  const names = pick.evidence.sharedAttributes.map(({ name }) => name);
  const shared = words.listed(pick.item, names);
  if (shared.length === 0) return null;
  return (
    <p>
      <span className="text-soft">{texts.guide.shared}: </span>
      {shared.map(([, value]) => value).join(' · ')}
    </p>
  );
}
