import { box, cloth, cylinder, gloss, line, marked, oval, path, repeat, shadow, slab, type Drawing } from './kit.ts';

export const sneaker: Drawing = (look) => {
  const sole = look.model === 1
    ? 'M44 352C44 330 62 326 80 330H400C430 326 448 338 444 362C440 390 420 398 386 396C340 394 320 388 280 396C220 404 130 402 88 398C58 396 44 384 44 352z'
    : 'M50 344H440C450 360 448 384 436 392H66C50 392 44 366 50 344z'; // prettier-ignore
  const upper = 'M62 348C56 290 66 240 78 196C84 176 104 172 118 184C138 204 168 206 192 190L216 172C228 164 242 168 250 182C276 232 316 264 372 276C416 286 440 308 440 348z';
  return (
    shadow(244, 396, 205, 17) +
    cloth(upper, look.fill) + path(upper, 'url(#cylinder)', 'opacity=".45"') +
    path('M330 262C352 272 372 274 390 280C424 292 440 314 440 348H352C356 312 350 286 330 262z', look.light) +
    path('M62 348C58 300 64 264 70 232L112 250C120 282 118 318 124 348z', look.dark) +
    path('M192 190L216 172C228 164 242 168 250 182C272 224 302 250 340 266L306 300C256 280 216 240 192 190z', look.lighter) +
    repeat(4, (i) => line(`M${208 + i * 28} ${208 + i * 22}L${252 + i * 26} ${190 + i * 22}`, '#fff', 9) + line(`M${208 + i * 28} ${208 + i * 22}L${252 + i * 26} ${190 + i * 22}`, '#cfcac1', 2)) +
    path('M78 196C84 176 104 172 118 184C138 204 168 206 192 190L200 206C168 228 116 224 84 212z', look.darker) +
    line('M150 338Q180 268 262 300', look.accent, 15, 'opacity=".9"') +
    slab(sole, '#f7f3ea') + line(look.model === 1 ? 'M60 366Q240 384 436 364' : 'M56 370H440', look.base, 6) +
    marked(look, 94, 288, 13, look.accent)
  );
};

export const heel: Drawing = (look) =>
  shadow(240, 400, 190, 15) +
  slab('M84 214C96 260 112 320 108 398H128C142 330 150 290 168 262z', look.dark) +
  path('M78 176C70 200 72 228 92 250C130 284 190 268 240 316C290 362 340 388 420 388C440 388 446 372 432 358C400 332 356 322 330 300L250 250z', look.darker) +
  cloth('M72 164C64 200 74 236 104 250C150 266 200 268 250 312C296 352 350 380 416 382C438 382 442 368 424 352C396 328 350 312 318 282C296 292 262 290 236 268C204 240 180 190 150 164C126 146 84 140 72 164z', look.fill) +
  path('M72 164C64 200 74 236 104 250C150 266 200 268 250 312C296 352 350 380 416 382C438 382 442 368 424 352C396 328 350 312 318 282C296 292 262 290 236 268C204 240 180 190 150 164C126 146 84 140 72 164z', 'url(#ball)', 'opacity=".6"') +
  path('M150 164C126 146 84 140 72 164C100 168 128 186 152 214C186 254 220 292 318 282C296 292 262 290 236 268C204 240 180 190 150 164z', look.lighter, 'opacity=".85"') +
  gloss('M330 318Q372 338 404 356Q372 358 334 334z', 0.45) +
  (look.model === 1 ? line('M96 196C130 150 190 172 196 226', look.dark, 9) + path(box(178, 186, 22, 22, 4), look.metal) : '') +
  (look.model === 2 ? path(box(292, 272, 52, 24, 10), look.dark, 'transform="rotate(24 318 284)"') + path(oval(318, 284, 8), look.metal) : '');

export const boot: Drawing = (look) => {
  const upper = 'M128 92H284C290 150 286 200 296 236C310 272 360 270 398 288C426 302 434 330 434 362H110C116 270 116 180 128 92z';
  return (
    shadow(262, 402, 190, 16) +
    cloth(upper, look.fill) + path(upper, 'url(#cylinder)', 'opacity=".6"') +
    path('M340 270C366 276 384 280 398 288C426 302 434 330 434 362H352C362 330 358 296 340 270z', look.light, 'opacity=".55"') +
    path('M110 362C112 326 114 300 116 280L160 296Q168 330 166 362z', look.dark) +
    cylinder(box(122, 76, 168, 30, 12), look.dark) +
    (look.model === 0
      ? path('M180 128H232L244 236Q206 262 172 236z', look.darker) + repeat(8, (i) => line(`M${184 + i * 7} 134L${182 + i * 8.4} 238`, look.base, 2, 'opacity=".6"'))
      : look.model === 1
        ? repeat(5, (i) => line(`M${216 + i * 9} ${140 + i * 30}L${284 + i * 8} ${132 + i * 32}`, look.accent, 7) + path(oval(288 + i * 8, 132 + i * 32, 6), look.metal))
        : line('M204 112Q196 240 212 350', look.metalDark, 5, 'stroke-dasharray="4 4"') + path(box(198, 108, 12, 30, 5), look.metal)) +
    slab('M104 358H438C444 372 444 384 438 390H208L196 402H110C104 390 102 372 104 358z', look.model === 1 ? '#4b4139' : '#332d2a') +
    line('M108 362H436', look.tier === 'luxury' ? look.metal : '#c9a878', 3.5, 'stroke-dasharray="8 6"') +
    gloss('M392 304Q414 314 418 342Q402 326 380 322z', 0.4)
  );
};

export const loafer: Drawing = (look) => {
  const upper = 'M52 346C46 290 58 244 84 230C110 222 140 238 176 240C206 240 226 226 256 226C318 226 352 258 396 284C432 304 446 322 442 354H56z';
  return (
    shadow(246, 398, 205, 16) +
    path('M84 230C110 222 140 238 176 240C206 240 226 226 256 226C240 258 196 270 150 266C116 264 92 254 84 230z', look.darker) +
    cloth(upper, look.fill) + path(upper, 'url(#ball)', 'opacity=".55"') +
    path('M84 232C100 262 150 272 190 264C222 258 246 242 256 226C226 226 206 240 176 240C140 238 110 222 84 232z', '#2a2220') +
    line('M84 232C100 262 150 272 190 264C222 258 246 242 256 226', look.light, 7) +
    path('M262 232C330 238 372 272 400 296C384 322 330 318 286 300C262 288 252 262 262 232z', look.light, 'opacity=".5"') +
    line('M262 234C252 266 262 290 290 302C334 320 384 322 402 298', look.dark, 7) + line('M262 234C252 266 262 290 290 302C334 320 384 322 402 298', look.lighter, 2.5, 'stroke-dasharray="3 8"') +
    path('M226 262Q262 248 300 262L330 300Q282 288 232 306z', look.dark) +
    (look.model === 0 ? path('M262 272L290 270L298 284L268 288z', look.darker) : path(box(256, 266, 48, 18, 8), 'none', `stroke="${look.metal}" stroke-width="6"`)) +
    slab('M50 344H444C450 356 450 372 444 382H178L170 398H62C50 390 46 360 50 344z', look.model === 2 ? '#5a4434' : '#38302c') +
    gloss('M374 290Q408 306 422 334Q396 318 366 312z', 0.4)
  );
};

export const sandal: Drawing = (look) => {
  const strap = (d: string): string => cloth(d, look.fill);
  return (
    shadow(246, 398, 200, 17) +
    slab('M48 334C70 318 130 330 190 338C270 348 330 326 396 326C436 326 452 346 444 370C436 396 390 398 330 396C240 394 120 402 70 394C40 388 34 350 48 334z', '#5a4636') +
    slab('M48 318C70 302 130 316 190 324C270 334 330 312 396 312C436 312 452 330 444 350C436 372 390 374 330 374C240 374 120 382 70 374C40 370 34 334 48 318z', '#cfa578') +
    (look.model === 1
      ? strap('M206 330C220 230 300 190 380 218C420 236 432 286 428 336C400 352 360 350 340 372C300 376 240 362 206 330z') + marked(look, 322, 274, 26, look.accent)
      : strap('M250 346C262 272 310 232 352 232C384 232 396 250 400 272L412 348C380 368 330 372 320 372C320 330 300 330 250 346z') +
        strap('M104 350C96 290 130 232 184 226C216 224 226 240 232 258L250 348C220 366 180 374 160 374C160 330 140 336 104 350z') +
        path(box(158, 276, 40, 34, 7), 'none', `stroke="${look.metal}" stroke-width="8"`) + path(box(318, 274, 40, 34, 7), 'none', `stroke="${look.metal}" stroke-width="8"`)) +
    line('M120 238C90 250 84 300 90 330', look.dark, look.model === 2 ? 14 : 0.1)
  ); // prettier-ignore
};

