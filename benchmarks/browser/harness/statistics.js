// Medians, paired ratios and what the bootstrap says about them.

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function random_source(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled(items, random) {
  const all = [...items];
  for (let i = all.length - 1; i > 0; --i) {
    const other = Math.floor(random() * (i + 1));
    [all[i], all[other]] = [all[other], all[i]];
  }
  return all;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))];
}

/** exp of the weighted mean of logarithms; `entries` are {ratio, weight}. */
export function weighted_geometric_mean(entries) {
  const weights = entries.reduce((sum, { weight }) => sum + weight, 0);
  return Math.exp(entries.reduce((sum, { ratio, weight }) => sum + weight * Math.log(ratio), 0) / weights);
}

/**
 * `columns` hold, per operation, the ratios of the blocks (undefined where one of the two is missing) and the weight.
 * Gives the weighted geometric mean of each column's median ratio, and the interval that holds 95 % of what one gets
 * from blocks drawn anew: whole blocks are drawn, since what disturbs the machine disturbs a block.
 */
export function bootstrap(columns, blocks, random, draws = 4000) {
  const mean_of = (drawn) =>
    weighted_geometric_mean(
      columns.flatMap(({ ratios, weight }) => {
        const there = drawn.map((block) => ratios[block]).filter((ratio) => ratio !== undefined);
        return there.length ? [{ ratio: median(there), weight }] : [];
      }),
    );
  const every = Array.from({ length: blocks }, (_, i) => i);
  const means = Array.from({ length: draws }, () => mean_of(every.map(() => Math.floor(random() * blocks))));
  return { mean: mean_of(every), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}
