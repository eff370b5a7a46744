import type { Language } from '../../core/contracts/item.ts';

/** How a page of the embedded shop is made to look and speak like that of another shop. */
export interface Dress {
  readonly language: Language;
  readonly css: string;
  /** What other shops write in place of our own words: a whole text, exactly, and what stands in its place. */
  readonly wordings: Readonly<Record<string, string>>;
  readonly shopName: string;
  /** Links of a bar under the header; none for none. */
  readonly bar: readonly string[];
  /** One line above everything; empty for none. */
  readonly notice: string;
  /** Headed columns of links at the foot. */
  readonly foot: readonly (readonly string[])[];
  /** Written on the small buttons of cards, which bear only a sign otherwise; empty leaves the sign. */
  readonly cardButton: string;
  /** Beside or under the button that adds to the cart; empty for none. */
  readonly buyNow: string;
  /** Hearts on the cards. */
  readonly heart: string;
  /** On the button of the search instead of its sign; empty leaves the sign. */
  readonly searchButton: string;
  readonly coupon: { readonly field: string; readonly button: string } | null;
  /** A stepper beside the button of a product. */
  readonly stepper: { readonly label: string; readonly fewer: string; readonly more: string } | null;
  /** Labels of the fields of a checkout, or of a page of an account; none for none. */
  readonly form: {
    readonly title: string;
    readonly fields: readonly string[];
    readonly button: string;
  } | null;
}
