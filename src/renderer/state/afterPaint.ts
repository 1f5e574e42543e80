/** What may wait until the answer to a key stands on the screen. */
import { useEffect, useState } from 'react'

/** Where nothing is painted (a hidden window), it runs after so many milliseconds. */
const patience = 100

/** Runs once what changed just now is painted. Returns how to call it off. */
export function afterPaint(run: () => void): () => void {
  let over = false
  const once = (): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    run()
  }
  const timer = setTimeout(once, patience)
  const frame = requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = once
    port2.postMessage(null)
  })
  return () => {
    over = true
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}

/** The value as it was painted last: who draws it follows in the frame after. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(() => value)
  useEffect(
    () => (value === painted ? undefined : afterPaint(() => setPainted(() => value))),
    [value, painted],
  )
  return painted
}
