import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Guide } from './guide/guide.tsx';
import { Footer } from './layout/footer.tsx';
import { Header } from './layout/header.tsx';
import { OfflineNotice } from './layout/offline-notice.tsx';
import { SkipLinks } from './layout/skip-links.tsx';
import { pageTypeOf } from './layout/page-type.ts';
import { fromPath } from './layout/paths.ts';
import { useDocumentSettings } from './layout/use-document-settings.ts';
import { useWideScreen } from './layout/use-wide-screen.ts';
import { CartPage } from './pages/cart-page.tsx';
import { CategoryPage } from './pages/category-page.tsx';
import { CheckoutPage } from './pages/checkout-page.tsx';
import { ComparePage } from './pages/compare-page.tsx';
import { HomePage } from './pages/home-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { ProductPage } from './pages/product-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { ThanksPage } from './pages/thanks-page.tsx';
import { WishlistPage } from './pages/wishlist-page.tsx';

/** Those who shop never load it. */
const StudioPage = lazy(() => import('./studio/studio-page.tsx'));

function Pages() {
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/products">
        <CategoryPage category={null} />
      </Route>
      <Route path="/category/:name">
        {({ name }) => <CategoryPage key={name} category={fromPath(name)} />}
      </Route>
      <Route path="/search" component={SearchPage} />
      <Route path="/item/:id">{({ id }) => <ProductPage key={id} id={fromPath(id)} />}</Route>
      <Route path="/cart" component={CartPage} />
      <Route path="/checkout" component={CheckoutPage} />
      <Route path="/thanks" component={ThanksPage} />
      <Route path="/saved" component={WishlistPage} />
      <Route path="/compare" component={ComparePage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}

export function App() {
  useDocumentSettings();
  return (
    <Switch>
      <Route path="/studio/look">
        <Suspense fallback={null}>
          <StudioPage />
        </Suspense>
      </Route>
      <Route>
        <Shop />
      </Route>
    </Switch>
  );
}

function Shop() {
  const wide = useWideScreen();
  const [path] = useLocation();
  return (
    <>
      <SkipLinks />
      <Header />
      <OfflineNotice />
      <div className="mx-auto w-full max-w-[1440px] px-4 sm:px-6 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-10 xl:px-8">
        <main id="content" data-page={pageTypeOf(path)} className="min-w-0 pt-6 pb-16 lg:pt-8">
          <Pages />
        </main>
        <Guide presentation={wide ? 'column' : 'sheet'} />
      </div>
      <Footer />
    </>
  );
}
