import {
  ball,
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
  type Drawing,
} from './kit.ts';

export const mug: Drawing = (look) => {
  const bodies = [
    'M116 150V330C116 380 146 402 216 402C286 402 316 380 316 330V150z',
    'M112 150V376C112 396 122 402 140 402H292C310 402 320 396 320 376V150z',
    'M104 150C124 200 122 250 128 320C132 376 156 402 216 402C276 402 300 376 304 320C310 250 308 200 328 150z',
  ];
  const top = look.model % 3 === 2 ? 112 : look.model % 3 === 1 ? 104 : 100;
  return (
    shadow(250, 402, 150, 18) +
    line('M312 196C400 178 402 330 306 326', look.dark, 30) +
    line('M312 192C392 176 394 322 306 320', look.base, 22) +
    line('M318 186C372 178 384 224 376 264', look.lighter, 5, 'opacity=".5"') +
    cylinder(bodies[look.model % 3], look.fill) +
    path(oval(216, 150, top, 26), look.lighter) +
    path(oval(216, 153, top - 10, 20), '#5b3a26') +
    path(oval(200, 150, top - 40, 9), '#8a5f40', 'opacity=".7"') +
    line('M196 116Q180 94 198 74T196 36M240 112Q226 92 242 76T238 46', '#fff', 7, 'opacity=".55"')
  );
};

export const teapot: Drawing = (look) =>
  shadow(240, 402, 165, 18) +
  line('M344 220C436 190 436 344 336 342', look.dark, 26) +
  line('M344 216C428 190 426 338 336 337', look.base, 17) +
  cylinder('M140 300C96 300 92 240 60 204L92 184C124 210 128 244 160 250z', look.dark) +
  ball(
    'M112 290C112 204 168 180 240 180C312 180 368 204 368 290C368 372 312 402 240 402C168 402 112 372 112 290z',
    look.fill,
  ) +
  ball('M166 192C170 156 204 142 240 142C276 142 310 156 314 192Q240 214 166 192z', look.base) +
  line('M166 192Q240 214 314 192', look.darker, 4, 'opacity=".5"') +
  ball(oval(240, 128, 22, 20), look.tier === 'luxury' ? look.metal : look.dark) +
  gloss('M138 274Q144 222 186 208Q158 244 158 300Q140 304 138 274z', 0.42) +
  line('M66 176Q48 152 66 130T62 90', '#fff', 7, 'opacity=".6"');

export const bowl: Drawing = (look) => {
  const deep = look.model % 2 === 0;
  return (
    shadow(240, 402, 140, 18) +
    (look.model % 3 === 0 ? line('M318 190L410 62M338 196L434 84', '#8c5b3c', 9) : '') +
    cylinder(box(186, 372, 108, 30, 8), look.dark) +
    cylinder(
      deep
        ? 'M70 210C74 330 140 388 240 388C340 388 406 330 410 210z'
        : 'M56 232C72 330 150 388 240 388C330 388 408 330 424 232z',
      look.fill,
    ) +
    path(oval(240, deep ? 210 : 232, deep ? 170 : 184, deep ? 46 : 54), look.lighter) +
    path(
      oval(240, deep ? 214 : 236, deep ? 154 : 168, deep ? 36 : 44),
      look.tier === 'luxury' ? look.metalLight : '#fbf5e8',
    ) +
    path(oval(240, deep ? 226 : 250, deep ? 132 : 146, deep ? 24 : 30), look.dark, 'opacity=".14"') +
    gloss('M92 250Q100 310 142 346Q122 296 116 248z', 0.35)
  );
};

export const cushion: Drawing = (look) =>
  shadow(240, 398, 180, 20) +
  cloth(
    'M82 104C130 122 350 122 398 100C420 96 422 120 412 140C396 210 398 300 414 362C422 390 404 402 384 394C330 378 150 378 96 396C72 404 58 388 66 362C84 300 84 210 66 142C58 118 66 98 82 104z',
    look.fill,
  ) +
  path(
    'M82 104C130 122 350 122 398 100C420 96 422 120 412 140C396 210 398 300 414 362C422 390 404 402 384 394C330 378 150 378 96 396C72 404 58 388 66 362C84 300 84 210 66 142C58 118 66 98 82 104z',
    'url(#ball)',
    'opacity=".7"',
  ) +
  (look.model === 2
    ? line(
        'M82 104C130 122 350 122 398 100C420 96 422 120 412 140C396 210 398 300 414 362C422 390 404 402 384 394C330 378 150 378 96 396C72 404 58 388 66 362C84 300 84 210 66 142C58 118 66 98 82 104z',
        look.accent,
        8,
      )
    : '') +
  line(
    'M96 132Q124 158 128 190M384 130Q356 156 352 186M98 366Q122 342 124 316M382 364Q360 344 356 318',
    look.darker,
    5,
    'opacity=".25"',
  ) +
  (look.model === 0
    ? ball(oval(240, 248, 17, 15), look.dark) +
      line(
        'M240 248Q190 236 170 250M240 248Q292 262 312 246M240 248Q232 200 244 180M240 248Q250 300 236 318',
        look.darker,
        4,
        'opacity=".2"',
      )
    : '') +
  (look.model === 1
    ? [
        [74, 110],
        [406, 108],
        [410, 392],
        [70, 392],
      ]
        .map(([x, y]) => ball(oval(x, y, 14), look.accent))
        .join('')
    : '');

export const lamp: Drawing = (look) => {
  const shades = [
    'M96 232C96 130 160 84 240 84C320 84 384 130 384 232Q240 262 96 232z',
    'M176 88H304L382 238Q240 262 98 238z',
    'M124 92Q240 76 356 92L366 240Q240 262 114 240z',
  ];
  const stem = look.tier === 'value' ? '#8f6b4c' : look.metal;
  return (
    path(oval(240, 270, 190, 150), 'url(#glow)') +
    shadow(240, 402, 115, 16) +
    cylinder('M228 230H252V330C252 350 268 360 276 382H204C212 360 228 350 228 330z', stem) +
    cylinder(
      'M160 384C160 364 320 364 320 384V392C320 408 160 408 160 392z',
      look.tier === 'value' ? '#6f5138' : look.metalDark,
    ) +
    path('M150 244Q240 262 330 244L316 252Q240 268 164 252z', '#fff3c4') +
    cloth(shades[look.model % 3], look.fill) +
    path(shades[look.model % 3], 'url(#cylinder)', 'opacity=".7"') +
    path(shades[look.model % 3], 'url(#warm)') +
    line('M338 246V296', look.metalDark, 3) +
    ball(oval(338, 302, 7), look.metal)
  );
};

export const vase: Drawing = (look) => {
  const bodies = [
    'M204 158C208 190 132 200 132 262C132 330 184 350 188 402H292C296 350 348 330 348 262C348 200 272 190 276 158z',
    'M212 128C216 220 128 240 128 322C128 374 168 402 240 402C312 402 352 374 352 322C352 240 264 220 268 128z',
    'M176 172C132 190 118 240 128 300C136 352 160 380 168 402H312C320 380 344 352 352 300C362 240 348 190 304 172z',
  ];
  const [mouth, top] = [
    [36, 158],
    [28, 128],
    [64, 172],
  ][look.model % 3];
  const flower = (x: number, y: number, r: number, fill: string): string =>
    repeat(
      6,
      (i) =>
        `<g transform="rotate(${i * 60} ${x} ${y})">${path(oval(x, y - r * 0.7, r * 0.42, r * 0.6), fill)}</g>`,
    ) + path(oval(x, y, r * 0.34), '#eeb63f');
  return (
    shadow(240, 402, 100, 16) +
    line(`M240 ${top}Q232 110 200 76M240 ${top}Q250 100 292 60M242 ${top}Q246 120 250 100`, '#6a8a56', 6) +
    path(
      'M216 104C184 96 168 112 160 128C184 136 206 128 216 104zM268 90C300 86 316 104 320 118C296 124 276 112 268 90z',
      '#7fa268',
    ) +
    flower(196, 68, 30, look.tier === 'luxury' ? '#fff' : '#fbe3dc') +
    flower(298, 56, 34, '#fff6ea') +
    flower(250, 90, 22, '#f6cfc8') +
    cylinder(bodies[look.model % 3], look.fill) +
    path(oval(240, top, mouth, mouth * 0.24), look.darker) +
    `<ellipse cx="240" cy="${top}" rx="${mouth}" ry="${mouth * 0.24}" fill="none" stroke="${look.tier === 'luxury' ? look.metal : look.lighter}" stroke-width="6"/>` +
    gloss('M152 286Q148 246 180 220Q168 262 172 316Q156 320 152 286z', 0.38)
  );
};

export const candle: Drawing = (look) =>
  path(oval(240, 120, 130, 110), 'url(#glow)') +
  shadow(240, 402, 130, 17) +
  cylinder('M128 190V372C128 412 352 412 352 372V190z', look.fill) +
  path(oval(240, 190, 112, 27), look.lighter) +
  path(oval(240, 194, 100, 21), '#fff6e0') +
  path(oval(240, 196, 52, 10), '#ffe9ae') +
  line('M240 196V164', '#4a3b30', 5) +
  path('M240 88C266 126 264 166 240 172C216 166 214 126 240 88z', '#f6a93b') +
  path('M240 116C254 140 252 162 240 166C228 162 226 140 240 116z', '#ffe28a') +
  path(box(176, 252, 128, 96, 8), '#fffaf0') +
  `<path d="${box(183, 259, 114, 82, 5)}" fill="none" stroke="${look.tier === 'luxury' ? look.metal : look.dark}" stroke-width="2"/>` +
  marked(look, 240, 292, 18, look.darker) +
  path(box(208, 322, 64, 5, 2), look.darker, 'opacity=".7"') +
  gloss(box(144, 222, 14, 140, 7), 0.35);

export const pan: Drawing = (look) => {
  const milk = look.model === 1;
  return (
    shadow(milk ? 210 : 240, 402, 165, 18) +
    (milk
      ? line('M318 270L440 232', '#5b4332', 24) + line('M322 264L436 228', '#8c6a50', 8)
      : line('M92 262C52 252 52 306 96 300M388 262C428 252 428 306 384 300', look.dark, 20)) +
    cylinder(
      milk
        ? 'M92 236V356C92 390 116 402 150 402H270C304 402 328 390 328 356V236z'
        : 'M84 228V346C84 388 116 402 156 402H324C364 402 396 388 396 346V228z',
      look.fill,
    ) +
    (milk
      ? path('M86 236C86 206 334 206 334 236C334 262 86 262 86 236z', look.lighter) +
        path('M100 238C100 216 320 216 320 238C320 256 100 256 100 238z', '#fffaf0') +
        path('M86 236L70 226L96 226z', look.lighter)
      : ball(
          'M76 226C84 168 160 150 240 150C320 150 396 168 404 226Q404 238 392 238H88Q76 238 76 226z',
          look.fill,
        ) +
        path(box(76, 222, 328, 15, 7), look.dark) +
        ball(oval(240, 138, 27, 20), look.tier === 'value' ? '#3a3532' : look.metal)) +
    gloss(milk ? box(110, 272, 14, 96, 7) : box(106, 262, 15, 96, 7), 0.4)
  );
};
