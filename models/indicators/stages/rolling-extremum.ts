/**
 * Largest of the last `period` values and how many bars ago it stood (the latest of equals), as a
 * resumable stage. Uses memory[at … at+2]. The window is searched again only when its maximum leaves.
 */
export function rollingMaximum(
  input: Float64Array,
  output: Float64Array,
  ages: Float64Array | undefined,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let best = memory[at + 1];
  let age = memory[at + 2];
  for (let i = from; i < to; i++) {
    // The steady state of whoever asks for no ages, kept free of everything else.
    if (count >= period && ages === undefined) {
      for (; i < to; i++) {
        const x = input[i];
        if (x >= best) {
          best = x;
          age = 0;
        } else if (x !== x) {
          break;
        } else if (++age >= period) {
          best = x;
          age = 0;
          for (let j = i - 1; j > i - period; j--) {
            if (input[j] > best) {
              best = input[j];
              age = i - j;
            }
          }
        }
        output[i] = best;
      }
      if (i === to) break;
    }
    const x = input[i];
    if (x !== x) {
      count = 0;
    } else if (count === 0 || x >= best) {
      count++;
      best = x;
      age = 0;
    } else {
      count++;
      age++;
      if (age >= period) {
        best = x;
        age = 0;
        for (let j = i - 1; j > i - period; j--) {
          if (input[j] > best) {
            best = input[j];
            age = i - j;
          }
        }
      }
    }
    const known = count >= period;
    output[i] = known ? best : Number.NaN;
    if (ages !== undefined) ages[i] = known ? age : Number.NaN;
  }
  memory[at] = count;
  memory[at + 1] = best;
  memory[at + 2] = age;
}

/** Smallest of the last `period` values and its age; otherwise as `rollingMaximum`. */
export function rollingMinimum(
  input: Float64Array,
  output: Float64Array,
  ages: Float64Array | undefined,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let best = memory[at + 1];
  let age = memory[at + 2];
  for (let i = from; i < to; i++) {
    // The steady state of whoever asks for no ages, kept free of everything else.
    if (count >= period && ages === undefined) {
      for (; i < to; i++) {
        const x = input[i];
        if (x <= best) {
          best = x;
          age = 0;
        } else if (x !== x) {
          break;
        } else if (++age >= period) {
          best = x;
          age = 0;
          for (let j = i - 1; j > i - period; j--) {
            if (input[j] < best) {
              best = input[j];
              age = i - j;
            }
          }
        }
        output[i] = best;
      }
      if (i === to) break;
    }
    const x = input[i];
    if (x !== x) {
      count = 0;
    } else if (count === 0 || x <= best) {
      count++;
      best = x;
      age = 0;
    } else {
      count++;
      age++;
      if (age >= period) {
        best = x;
        age = 0;
        for (let j = i - 1; j > i - period; j--) {
          if (input[j] < best) {
            best = input[j];
            age = i - j;
          }
        }
      }
    }
    const known = count >= period;
    output[i] = known ? best : Number.NaN;
    if (ages !== undefined) ages[i] = known ? age : Number.NaN;
  }
  memory[at] = count;
  memory[at + 1] = best;
  memory[at + 2] = age;
}
