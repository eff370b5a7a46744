import { DaogouError } from '../../core/errors.ts';
import type { ApiServer } from '../api-server.ts';

/** What decoders here read. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'];
/** A photo as phones take them; pages send far less. */
export const PICTURE_BODY_LIMIT = 10 * 1024 * 1024;

/** Makes a scope take the bytes of pictures as bodies, and nothing else. */
export function takePictures(scope: ApiServer, instead: string): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(PICTURE_TYPES, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  scope.addContentTypeParser('*', (request, _body, done) =>
    done(unsupported(request.headers['content-type'], instead)),
  );
}

/** The bytes of a body. Throws `unsupported-format` where there is none; `instead` says what else there is. */
export function pictureOf(body: unknown, instead: string): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw unsupported('no body', instead);
}

function unsupported(received: unknown, instead: string): DaogouError {
  return new DaogouError('unsupported-format', 'This route reads pictures only', {
    received,
    remedy: `Send the bytes of a picture with its Content-Type: ${PICTURE_TYPES.join(', ')}. ${instead}`,
  });
}
