/** The guide moves the focus here when it proposes to search. */
export const SEARCH_BOX_ID = 'search-box';

/** The guide moves the focus here when it proposes to confirm the order. */
export const CONFIRM_ID = 'confirm-order';
