/** Scrolls the part of the page that holds an element, and nothing else, so far that all of the element can be seen. */
export function scrollWithin(element: HTMLElement): void {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (getComputedStyle(around).overflowY !== 'auto') continue;
    const [inner, outer] = [element.getBoundingClientRect(), around.getBoundingClientRect()];
    if (inner.bottom > outer.bottom) around.scrollBy({ top: inner.bottom - outer.bottom });
    else if (inner.top < outer.top) around.scrollBy({ top: inner.top - outer.top });
    return;
  }
}
