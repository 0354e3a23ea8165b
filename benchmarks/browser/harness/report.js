// The measured figures as Markdown.
import { bootstrap, median, random_source, weighted_geometric_mean } from './statistics.js';

const there = (values) => values.filter((value) => value !== undefined);
const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
const count = (value) => value.toLocaleString('en-US');

function table(header, rows) {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n') + '\n';
}

const missing_row = (application, columns) => [
  application.title, application.missing, ...Array.from({ length: columns - 2 }, () => ''),
];

/** What is made of the samples: medians, minima, ratios to the first application. */
class Figures {
  constructor(samples, operations, base, seed) {
    Object.assign(this, { samples, operations, base, seed });
  }

  median_of(name, operation, figure) {
    const values = there(this.samples.of(name, operation, figure));
    return values.length ? median(values) : undefined;
  }

  least_of(name, operation, figure) {
    const values = there(this.samples.of(name, operation, figure));
    return values.length ? Math.min(...values) : undefined;
  }

  ratios_of(name, operation, figure) {
    const mine = this.samples.of(name, operation, figure);
    return this.samples.of(this.base, operation, figure).map((base, block) => {
      const ratio = mine[block] / base;
      return ratio > 0 && Number.isFinite(ratio) ? ratio : undefined;
    });
  }

  /** Weighted geometric mean of `pick`'s ratios: of the medians as the site does it, or of the minima. */
  mean_by(pick, name, figure) {
    const entries = this.operations.map(({ id, weight }) => ({
      ratio: this[pick](name, id, figure) / this[pick](this.base, id, figure), weight,
    }));
    return weighted_geometric_mean(entries.filter(({ ratio }) => ratio > 0 && Number.isFinite(ratio)));
  }

  paired(name, figure) {
    const columns = this.operations.map(({ id, weight }) => ({ ratios: this.ratios_of(name, id, figure), weight }));
    return bootstrap(columns, this.samples.blocks, random_source(this.seed));
  }
}

const kinds = {
  script: 'script', script_cpu: 'script, processor time', witness: 'script by the clock', work: 'script and paint',
  work_cpu: 'script and paint, processor time', total: 'until the commit',
};

function summary_table(figures, applications) {
  const cells = (of) => applications.map(({ name, missing }) => (missing ? 'not measured' : of(name)));
  const paired = (figure) => (name) => {
    if (name === figures.base) return '1';
    const { mean, low, high } = figures.paired(name, figure);
    return `**${mean.toFixed(3)}** (${low.toFixed(3)} to ${high.toFixed(3)})`;
  };
  const plain = (pick, figure) => (name) => figures.mean_by(pick, name, figure).toFixed(3);
  const rows = Object.entries(kinds).map(([figure, title]) => [title, ...cells(paired(figure))]);
  for (const figure of ['script', 'work', 'total']) {
    rows.push([`${kinds[figure]}: of medians`, ...cells(plain('median_of', figure))]);
    rows.push([`${kinds[figure]}: of minima`, ...cells(plain('least_of', figure))]);
  }
  return table(['', ...applications.map(({ title }) => title)], rows);
}

function figure_table(figures, applications, figure) {
  const header = ['application', ...figures.operations.map(({ title }) => title)];
  return table(header, applications.map((application) => {
    const { name, title, missing } = application;
    if (missing) return missing_row(application, header.length);
    return [title, ...figures.operations.map(({ id }) => {
      const value = figures.median_of(name, id, figure);
      if (value === undefined) return 'failed';
      const ratios = there(figures.ratios_of(name, id, figure));
      const ratio = name === figures.base || !ratios.length ? '' : ` ×${median(ratios).toFixed(2)}`;
      return `${digits(value)} (${digits(figures.least_of(name, id, figure))})${ratio}`;
    })];
  }));
}

function footprint_table(applications, footprints) {
  const header = ['application', 'files', 'raw', 'gzip', 'brotli', 'first paint ms', 'memory when ready MB',
                  'with 1,000 rows MB', 'after 5 x create and clear MB'];
  return table(header, applications.map((application) => {
    const found = footprints.get(application.name);
    if (application.missing || !found) return missing_row(application, header.length);
    const { transfer, memory, first_paint, failure } = found;
    if (failure) return missing_row({ ...application, missing: failure }, header.length);
    return [application.title, transfer.files, count(transfer.raw), count(transfer.gzip), count(transfer.brotli),
            first_paint.toFixed(0), megabytes(memory.ready), megabytes(memory.run), megabytes(memory.cleared)];
  }));
}

function failures_text(failures) {
  if (!failures.length) return 'No measurement failed; none was left out or repeated.\n';
  const lines = failures.map(({ name, operation, block, what }) => `- ${name}, ${operation}, block ${block}: ${what}`);
  return `${failures.length} measurements failed and are missing from their pairs:\n\n${lines.join('\n')}\n`;
}

/** `run`: applications, samples, footprints by name, rows of the first table, and whether wasm memory is measured. */
export function markdown(date, options, run) {
  const { applications, samples } = run;
  const base = applications[0];
  const figures = new Figures(samples, options.operations, base.name, options.seed);
  const part = (figure) => {
    const title = kinds[figure][0].toUpperCase() + kinds[figure].slice(1);
    return [`## ${title}, ms: median (minimum) ×ratio\n`, figure_table(figures, applications, figure)];
  };
  return [
    `# Browser benchmark, ${date}\n`,
    table(['', ''], run.rows),
    `## Weighted geometric mean of the ratios to ${base.title}\n`,
    summary_table(figures, applications),
    'Weights as js-framework-benchmark publishes them. First the median of the ratios within each block, with the ' +
      '95 % interval from blocks drawn anew (bootstrap); below, ratios of medians, as published, and of minima.\n',
    ...part('script'),
    'From the trace: events, functions, microtasks, timers and frames between the click and the end of the commit.\n',
    ...part('script_cpu'),
    'The same on the clock of the thread, which stands still while another process has the core.\n',
    ...part('witness'),
    'The second witness: from the first listener of the click to the end of the microtasks, by a clock of 5 µs.\n',
    ...part('work'),
    'From the trace: script, style, layout, pre-paint, paint, layerize and commit, without the waits between them.\n',
    ...part('work_cpu'),
    'The same on the clock of the thread.\n',
    ...part('total'),
    'From the click to the end of the commit, as published; it includes the wait for the next frame.\n',
    '## Size and memory\n',
    footprint_table(applications, run.footprints),
    'Bytes of all files but the style that all share; below 1 KiB a file counts uncompressed. Memory is what ' +
      '`performance.measureUserAgentSpecificMemory` tells after a collection; ' +
      (run.wasm_seen
        ? 'it includes WebAssembly memory, as a page that takes some of it proved.\n'
        : 'it leaves WebAssembly memory out, as a page that takes some of it proved, so the whole of it was added.\n'),
    '## Failures\n',
    failures_text(samples.failures),
  ].join('\n');
}
