import {
  box,
  cloth,
  cylinder,
  gloss,
  line,
  marked,
  oval,
  path,
  repeat,
  shadow,
  slab,
  type Drawing,
} from './kit.ts';

export const sneaker: Drawing = (look) => {
  const sole =
    look.model === 1
      ? 'M44 352C44 330 62 326 80 330H400C430 326 448 338 444 362C440 390 420 398 386 396C340 394 320 388 280 396C220 404 130 402 88 398C58 396 44 384 44 352z'
      : 'M50 344H440C450 360 448 384 436 392H66C50 392 44 366 50 344z';
  const upper =
    'M62 348C56 290 66 240 78 196C84 176 104 172 118 184C138 204 168 206 192 190L216 172C228 164 242 168 250 182C276 232 316 264 372 276C416 286 440 308 440 348z';
  return (
    shadow(244, 396, 205, 17) +
    cloth(upper, look.fill) +
    path(upper, 'url(#cylinder)', 'opacity=".45"') +
    path(
      'M330 262C352 272 372 274 390 280C424 292 440 314 440 348H352C356 312 350 286 330 262z',
      look.light,
    ) +
    path('M62 348C58 300 64 264 70 232L112 250C120 282 118 318 124 348z', look.dark) +
    path(
      'M192 190L216 172C228 164 242 168 250 182C272 224 302 250 340 266L306 300C256 280 216 240 192 190z',
      look.lighter,
    ) +
    repeat(
      4,
      (i) =>
        line(`M${208 + i * 28} ${208 + i * 22}L${252 + i * 26} ${190 + i * 22}`, '#fff', 9) +
        line(`M${208 + i * 28} ${208 + i * 22}L${252 + i * 26} ${190 + i * 22}`, '#cfcac1', 2),
    ) +
    path(
      'M78 196C84 176 104 172 118 184C138 204 168 206 192 190L200 206C168 228 116 224 84 212z',
      look.darker,
    ) +
    line('M150 338Q180 268 262 300', look.accent, 15, 'opacity=".9"') +
    slab(sole, '#f7f3ea') +
    line(look.model === 1 ? 'M60 366Q240 384 436 364' : 'M56 370H440', look.base, 6) +
    marked(look, 94, 288, 13, look.accent)
  );
};

export const heel: Drawing = (look) => {
  const side =
    'M70 150C96 140 118 158 132 186C160 240 214 276 282 282C300 284 322 278 340 284C384 300 430 330 446 364C452 380 442 388 424 388H356C300 388 262 352 226 318C194 290 160 286 132 290C92 284 62 262 58 216C56 190 60 164 70 150z';
  return (
    shadow(250, 400, 195, 15) +
    slab('M66 256C84 286 112 292 138 290C126 320 118 356 116 398H98C94 348 84 300 66 256z', look.dark) +
    path(
      'M132 186C160 240 214 276 282 282C300 284 322 278 340 284C322 262 286 254 250 238C204 218 166 196 132 186z',
      look.darker,
    ) +
    cloth(side, look.fill) +
    path(side, 'url(#cylinder)', 'opacity=".5"') +
    line(
      'M70 150C96 140 118 158 132 186C160 240 214 276 282 282C300 284 322 278 340 284',
      look.lighter,
      5,
      'opacity=".85"',
    ) +
    line(
      'M132 292C160 288 194 292 226 320C262 354 300 390 356 390H430',
      look.tier === 'luxury' ? '#b5303a' : '#3a302e',
      8,
    ) +
    gloss('M372 316Q410 336 424 362Q396 352 362 328z', 0.45) +
    (look.model === 1
      ? line('M78 196C120 150 178 196 176 244', look.dark, 9) + path(box(160, 198, 24, 22, 4), look.metal)
      : '') +
    (look.model === 2
      ? path('M300 290Q322 300 346 292L352 312Q324 322 296 308z', look.dark) +
        path(oval(324, 304, 9), look.metal)
      : '')
  );
};

export const boot: Drawing = (look) => {
  const upper =
    'M128 92H284C290 150 286 200 296 236C310 272 360 270 398 288C426 302 434 330 434 362H110C116 270 116 180 128 92z';
  return (
    shadow(262, 402, 190, 16) +
    cloth(upper, look.fill) +
    path(upper, 'url(#cylinder)', 'opacity=".6"') +
    path(
      'M340 270C366 276 384 280 398 288C426 302 434 330 434 362H352C362 330 358 296 340 270z',
      look.light,
      'opacity=".55"',
    ) +
    path('M110 362C112 326 114 300 116 280L160 296Q168 330 166 362z', look.dark) +
    cylinder(box(122, 76, 168, 30, 12), look.dark) +
    (look.model === 0
      ? path('M180 128H232L244 236Q206 262 172 236z', look.darker) +
        repeat(8, (i) => line(`M${184 + i * 7} 134L${182 + i * 8.4} 238`, look.base, 2, 'opacity=".6"'))
      : look.model === 1
        ? repeat(
            5,
            (i) =>
              line(`M${216 + i * 9} ${140 + i * 30}L${284 + i * 8} ${132 + i * 32}`, look.accent, 7) +
              path(oval(288 + i * 8, 132 + i * 32, 6), look.metal),
          )
        : line('M204 112Q196 240 212 350', look.metalDark, 5, 'stroke-dasharray="4 4"') +
          path(box(198, 108, 12, 30, 5), look.metal)) +
    slab(
      'M104 358H438C444 372 444 384 438 390H208L196 402H110C104 390 102 372 104 358z',
      look.model === 1 ? '#4b4139' : '#332d2a',
    ) +
    line('M108 362H436', look.tier === 'luxury' ? look.metal : '#c9a878', 3.5, 'stroke-dasharray="8 6"') +
    gloss('M392 304Q414 314 418 342Q402 326 380 322z', 0.4)
  );
};

export const loafer: Drawing = (look) => {
  const upper =
    'M54 340C44 288 54 236 86 218C112 206 150 226 196 222C226 220 246 206 272 210C330 220 372 246 408 268C440 288 450 316 446 348H56z';
  const apron = 'M262 214C318 220 366 246 398 272C396 296 350 304 306 296C272 290 244 262 262 214z';
  return (
    shadow(250, 398, 205, 16) +
    cloth(upper, look.fill) +
    path(upper, 'url(#cylinder)', 'opacity=".4"') +
    path(
      'M88 220C112 206 150 226 196 222C226 220 246 206 272 210C252 246 214 262 164 260C124 258 96 246 88 220z',
      '#2c2422',
    ) +
    line('M88 220C96 246 124 258 164 260C214 262 252 246 272 210', look.light, 7) +
    path(apron, look.light, 'opacity=".55"') +
    line('M262 214C244 262 272 290 306 296C350 304 396 296 398 272', look.darker, 5, 'opacity=".6"') +
    line(
      'M254 222C240 266 270 298 306 304C350 310 400 304 404 276',
      look.lighter,
      2.5,
      'stroke-dasharray="3 8"',
    ) +
    path('M232 246C262 238 296 240 334 262L352 304C316 278 274 270 232 284z', look.dark) +
    line('M232 246C262 238 296 240 334 262', look.lighter, 2.5, 'opacity=".7"') +
    (look.model === 0
      ? path('M276 256L312 262L318 272L280 266z', look.darker)
      : look.model === 1
        ? [282, 300].map((x) => path(`M${x} 262l-8 34l16 2z`, look.darker)).join('')
        : path(
            box(268, 252, 46, 18, 8),
            'none',
            `stroke="${look.metal}" stroke-width="6" transform="rotate(10 290 260)"`,
          )) +
    slab(
      'M52 338H448C456 352 456 368 448 378H190L178 398H66C52 388 46 358 52 338z',
      look.model === 2 ? '#6b5040' : '#3b322e',
    ) +
    line('M58 346H444', '#c9a878', 3, 'stroke-dasharray="7 6"') +
    gloss('M404 286Q430 304 434 332Q416 312 390 300z', 0.4)
  );
};

export const sandal: Drawing = (look) => {
  const foot = (x: number, side: number): string => {
    const at = (dx: number): number => x + side * dx;
    const bed = (y: number): string =>
      `M${at(-8)} ${y + 44}C${at(46)} ${y + 40} ${at(66)} ${y + 96} ${at(60)} ${y + 150}C${at(56)} ${y + 190} ${at(40)} ${y + 206} ${at(42)} ${y + 250}C${at(44)} ${y + 302} ${at(20)} ${y + 324} ${at(-8)} ${y + 324}C${at(-38)} ${y + 324} ${at(-58)} ${y + 300} ${at(-54)} ${y + 250}C${at(-50)} ${y + 206} ${at(-70)} ${y + 180} ${at(-70)} ${y + 130}C${at(-68)} ${y + 80} ${at(-44)} ${y + 46} ${at(-8)} ${y + 44}z`;
    const strap = (y: number, height: number): string =>
      cloth(
        `M${at(-78)} ${y + 22}Q${at(-6)} ${y - 26} ${at(70)} ${y + 16}L${at(68)} ${y + height + 12}Q${at(-6)} ${y + height - 26} ${at(-76)} ${y + height + 18}z`,
        look.fill,
      ) +
      line(`M${at(-77)} ${y + 24}Q${at(-6)} ${y - 24} ${at(69)} ${y + 18}`, look.lighter, 3, 'opacity=".7"');
    const buckle = (y: number): string =>
      path(box(at(-6) - 16, y, 32, 34, 6), 'none', `stroke="${look.metal}" stroke-width="7"`);
    return (
      slab(bed(58), '#5a4636') +
      slab(bed(48), '#d9b286') +
      path(oval(at(-8), 324, 28, 34), '#c39a6c', 'opacity=".6"') +
      (look.model === 1
        ? strap(136, 108) + marked(look, at(-4), 186, 22, look.accent)
        : strap(116, 52) + strap(206, 52) + buckle(118) + buckle(208)) +
      (look.model === 2 ? line(`M${at(-52)} 300Q${at(-8)} 268 ${at(40)} 300`, look.dark, 15) : '')
    );
  };
  return shadow(240, 392, 190, 20) + foot(142, -1) + foot(338, 1);
};
