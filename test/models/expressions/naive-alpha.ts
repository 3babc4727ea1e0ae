/** A market for the naive computation: per symbol its sessions and columns; NaN where there is no value. */
export interface NaiveMarket {
  readonly sessions: number;
  readonly session: readonly (readonly number[])[];
  readonly columns: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly sector: readonly string[];
  readonly industry: readonly string[];
}

type Series = readonly (readonly number[])[];
const U = Number.NaN;

/** Evaluates the paper's own notation, row by row, from the paper's definitions; as slow as it is plain. */
export function naiveAlpha(text: string, market: NaiveMarket): Series {
  const tokens = text.match(/\d+\.?\d*|\.\d+|[A-Za-z_][\w.]*|\|\||==|[-+*/^<>?:(),]/g) ?? [];
  let at = 0;
  const each = (of: (k: number, i: number) => number): Series =>
    market.session.map((rows, k) => rows.map((_, i) => of(k, i)));
  const zip = (a: Series, b: Series, of: (x: number, y: number) => number): Series =>
    each((k, i) => (Number.isNaN(a[k][i]) || Number.isNaN(b[k][i]) ? U : finite(of(a[k][i], b[k][i]))));
  const levels: Readonly<Record<string, number>> = {
    '||': 1,
    '<': 2,
    '==': 2,
    '+': 3,
    '-': 3,
    '*': 4,
    '/': 4,
    '^': 6,
  };

  function ternary(): Series {
    const condition = binary(1);
    if (tokens[at] !== '?') return condition;
    at++;
    const then = ternary();
    at++;
    const otherwise = ternary();
    return each((k, i) => (condition[k][i] === 1 ? then[k][i] : condition[k][i] === 0 ? otherwise[k][i] : U));
  }
  function binary(level: number): Series {
    let left = primary();
    while ((levels[tokens[at]] ?? 0) >= level) {
      const operator = tokens[at++];
      left = zip(left, binary(levels[operator] + 1), (x, y) => apply(operator, x, y));
    }
    return left;
  }
  function primary(): Series {
    const token = tokens[at++];
    if (token === '(') {
      const inner = ternary();
      at++;
      return inner;
    }
    if (token === '-') return primary().map((row) => row.map((x) => -x));
    if (/^[\d.]/.test(token)) return each(() => Number(token));
    if (tokens[at] !== '(') return column(token);
    const args: Series[] = [];
    let label = '';
    do {
      at++;
      if (tokens[at].startsWith('IndClass')) label = tokens[at++];
      else args.push(ternary());
    } while (tokens[at] === ',');
    at++;
    return call(token.toLowerCase(), args, label);
  }
  function column(name: string): Series {
    const { close, volume, high, low } = market.columns;
    if (name.startsWith('adv')) {
      const traded = zip(close, volume, (x, y) => x * y);
      return windowed(traded, Number(name.slice(3)), (w) => total(w) / w.length);
    }
    if (name === 'returns') return each((k, i) => (i === 0 ? U : close[k][i] / close[k][i - 1] - 1));
    if (name === 'vwap') return each((k, i) => (high[k][i] + low[k][i] + close[k][i]) / 3);
    return market.columns[name];
  }
  function windowed(x: Series, days: number, of: (window: readonly number[]) => number): Series {
    return each((k, i) => {
      const window = x[k].slice(Math.max(0, i - days + 1), i + 1);
      return window.length < days || window.some(Number.isNaN) ? U : finite(of(window));
    });
  }
  function paired(
    x: Series,
    y: Series,
    days: number,
    of: (a: readonly number[], b: readonly number[]) => number,
  ): Series {
    return each((k, i) => {
      const [a, b] = [x, y].map((series) => series[k].slice(Math.max(0, i - days + 1), i + 1));
      return a.length < days || [...a, ...b].some(Number.isNaN) ? U : of(a, b);
    });
  }
  function across(
    x: Series,
    of: (value: number, all: readonly number[]) => number,
    label?: readonly string[],
  ): Series {
    const rows = Array.from({ length: market.sessions }, () => new Map<number, number>());
    market.session.forEach((sessions, k) => sessions.forEach((row, i) => rows[row].set(k, x[k][i])));
    return each((k, i) => {
      if (Number.isNaN(x[k][i])) return U;
      const peers = [...rows[market.session[k][i]]].filter(
        ([j]) => label === undefined || label[j] === label[k],
      );
      return of(
        x[k][i],
        peers.map(([, value]) => value).filter((value) => !Number.isNaN(value)),
      );
    });
  }
  function call(name: string, args: readonly Series[], label: string): Series {
    const [x, y] = args;
    const last = args[args.length - 1];
    const days = Math.floor(last.flat()[0]);
    switch (name) {
      case 'rank':
        return across(x, (value, all) => {
          const less = all.filter((other) => other < value && !isTied(other, value)).length;
          const tied = all.filter((other) => isTied(other, value)).length;
          return all.length === 1 ? 0.5 : (less + (tied - 1) / 2) / (all.length - 1);
        });
      case 'scale':
        return across(x, (value, all) => {
          const size = total(all.map(Math.abs));
          return size === 0 ? 0 : value / size;
        });
      case 'indneutralize': {
        const labels = label === 'IndClass.sector' ? market.sector : market.industry;
        return across(x, (value, all) => value - total(all) / all.length, labels);
      }
      case 'delay':
        return each((k, i) => (i < days ? U : x[k][i - days]));
      case 'delta':
        return each((k, i) => (i < days ? U : x[k][i] - x[k][i - days]));
      case 'sum':
        return windowed(x, days, total);
      case 'product':
        return windowed(x, days, (w) => w.reduce((a, b) => a * b, 1));
      case 'stddev':
        return windowed(x, days, (w) => Math.sqrt(covariance(w, w)));
      case 'ts_min':
        return windowed(x, days, (w) => Math.min(...w));
      case 'ts_max':
        return windowed(x, days, (w) => Math.max(...w));
      case 'ts_argmax':
        return windowed(x, days, (w) => w.lastIndexOf(Math.max(...w)) + 1);
      case 'ts_argmin':
        return windowed(x, days, (w) => w.lastIndexOf(Math.min(...w)) + 1);
      case 'ts_rank':
        return windowed(x, days, (w) => {
          const now = w[days - 1];
          const equal = w.filter((value) => value === now).length;
          return (w.filter((value) => value < now).length + (equal + 1) / 2) / days;
        });
      case 'decay_linear':
        return windowed(
          x,
          days,
          (w) => total(w.map((value, j) => value * (j + 1))) / ((days * (days + 1)) / 2),
        );
      case 'covariance':
        return paired(x, y, days, covariance);
      case 'correlation':
        return paired(x, y, days, (a, b) => {
          if (new Set(a).size === 1 || new Set(b).size === 1) return U;
          return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
        });
      case 'log':
        return windowed(x, 1, ([value]) => (value > 0 ? Math.log(value) : U));
      case 'abs':
        return windowed(x, 1, ([value]) => Math.abs(value));
      case 'sign':
        return windowed(x, 1, ([value]) => Math.sign(value));
      case 'signedpower':
        return zip(x, y, (a, b) => Math.sign(a) * Math.abs(a) ** b);
      case 'min':
        return last.flat().every((value) => value === days)
          ? windowed(x, days, (w) => Math.min(...w))
          : zip(x, y, Math.min);
      case 'max':
        return zip(x, y, Math.max);
      default:
        throw new Error(`naiveAlpha: the paper has no ${name}`);
    }
  }
  return ternary();
}

function apply(operator: string, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '^':
      return x ** y;
    case '<':
      return x < y && !isTied(x, y) ? 1 : 0;
    case '==':
      return isTied(x, y) ? 1 : 0;
    default:
      return x === 1 || y === 1 ? 1 : 0;
  }
}

function isTied(x: number, y: number): boolean {
  return Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y));
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : U;
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [total(a) / a.length, total(b) / b.length];
  return total(a.map((value, j) => (value - ma) * (b[j] - mb))) / a.length;
}
