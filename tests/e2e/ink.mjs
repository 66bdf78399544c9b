// Compares two pictures of the same words, line by line, by what is inked.
//
//   const lines = await phone.look([drawn, expected], compareLines, { width, lines: 4, reach: 3, stretch: 24 });
//   // [{ drawn: [first, last], expected: [first, last], share, worst }, …]
//
// `first` and `last` are the columns where a line's ink begins and ends, null without ink: two pictures whose lines hold
// the same words agree in both. `share` is how much of the ink of a line differs, at the best alignment within `reach`
// pixels: 0 for the same picture, 1 where no inked pixel of one is inked in the other. `worst` is the same for the `stretch`
// pixels of the line that differ most, in the same alignment: one wrong sign in a long line.

/// Runs in a page: no reference to anything outside of it. Pictures are RGBA, as wide as `width`.
export function compareLines([drawnPicture, expectedPicture, { width, lines, reach, stretch }]) {
  const inked = 0.25;  // of the way to black, where light smoothing no longer counts
  const height = drawnPicture.length / 4 / width;

  /// How far each channel of each pixel is from the ground, which is the most frequent colour: 0 to 1.
  const inkOf = (rgba) => {
    const counts = new Map();
    const pixels = new Uint32Array(rgba.buffer);
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const ground = pixels.indexOf([...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]) * 4;
    return Float32Array.from(rgba, (value, i) => (i % 4 === 3 ? 0 : Math.abs(value - rgba[ground + i % 4]) / 255));
  };
  const most = (one, i) => Math.max(one[i], one[i + 1], one[i + 2]);

  const extent = (ink, { top, bottom }) => {
    const columns = Array.from({ length: width }, (_, x) => x)
      .filter((x) => { for (let y = top; y < bottom; ++y) if (most(ink, (y * width + x) * 4) >= inked) return true; return false; });
    return columns.length === 0 ? null : [columns[0], columns.at(-1)];
  };

  const none = [0, 0, 0];
  /// How much of the ink in a rectangle of `a` differs from that of `b`, moved by dx, dy.
  const difference = (a, b, { top, bottom, left = 0, right = width, least = 0 }, [dx, dy]) => {
    let differing = 0, all = 0;
    for (let y = top; y < bottom; ++y) {
      for (let x = left; x < right; ++x) {
        const inside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
        const i = (y * width + x) * 4, other = inside ? b : none, j = inside ? ((y + dy) * width + x + dx) * 4 : 0;
        differing += Math.max(Math.abs(a[i] - other[j]), Math.abs(a[i + 1] - other[j + 1]), Math.abs(a[i + 2] - other[j + 2]));
        all += most(a, i) + most(other, j);
      }
    }
    return all <= least ? 0 : differing / all;
  };

  const drawn = inkOf(drawnPicture), expected = inkOf(expectedPicture);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const shifts = steps.flatMap((dx) => steps.map((dy) => [dx, dy]));
  return Array.from({ length: lines }, (_, line) => {
    const rows = { top: Math.round(line * height / lines), bottom: Math.round((line + 1) * height / lines) };
    const shares = shifts.map((shift) => difference(drawn, expected, rows, shift));
    const share = Math.min(...shares), shift = shifts[shares.indexOf(share)];
    const stretches = Array.from({ length: Math.floor(width / stretch * 2) - 1 }, (_, i) => i * stretch / 2)
      .map((left) => difference(drawn, expected, { ...rows, left, right: left + stretch, least: stretch * 2 }, shift));
    return { drawn: extent(drawn, rows), expected: extent(expected, rows), share, worst: Math.max(...stretches) };
  });
}
