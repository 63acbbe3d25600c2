/** Runs at most a few pieces of work at once; the others wait in the order in which they came. */
export interface Queue {
  run<T>(work: () => Promise<T>): Promise<T>
}

/** A queue for `width` pieces of work at once. */
export function createQueue(width: number): Queue {
  const waiting: (() => void)[] = []
  let busy = 0
  return {
    async run(work) {
      if (busy >= width) await new Promise<void>((resolve) => waiting.push(resolve))
      else busy += 1
      try {
        return await work()
      } finally {
        // The place goes to the next in line, so that `busy` stays as it is.
        const next = waiting.shift()
        if (next) next()
        else busy -= 1
      }
    },
  }
}
