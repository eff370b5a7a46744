let handed: Blob | null = null;

/** Hands a picture from the shop to the studio, within this page; a reload forgets it. */
export function handScreenshot(picture: Blob): void {
  handed = picture;
}

/** The picture that was handed over, once. */
export function takeHandedScreenshot(): Blob | null {
  const picture = handed;
  handed = null;
  return picture;
}
