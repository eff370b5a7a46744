import { Link } from 'wouter';
import { ProductGrid } from '../catalogue/product-grid.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { wishlistStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

export function WishlistPage() {
  const { texts } = useTexts();
  const items = usePersisted(wishlistStore);
  return (
    <>
      <PageHeading title={texts.wishlist.title} className="mb-6 text-3xl font-semibold tracking-tight" />
      {items.length === 0 ? (
        <Empty title={texts.wishlist.empty} remedy={texts.wishlist.emptyRemedy}>
          <Link href="/" className={button.quiet}>
            {texts.cart.continueShopping}
          </Link>
        </Empty>
      ) : (
        <ProductGrid items={items} density="normal" />
      )}
    </>
  );
}
