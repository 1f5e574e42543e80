/** At most one call in `ms`; the last value is never lost: it follows when the time is up, or at flush(). */
export function throttled<T>(ms: number, call: (value: T) => void): { push(value: T): void; flush(): void } {
  let last = Number.NEGATIVE_INFINITY
  let pending: { value: T } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!pending) return
    const { value } = pending
    pending = undefined
    last = performance.now()
    call(value)
  }
  return {
    push(value) {
      pending = { value }
      const wait = last + ms - performance.now()
      if (wait <= 0) flush()
      else timer ??= setTimeout(flush, wait)
    },
    flush,
  }
}
