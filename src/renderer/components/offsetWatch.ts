/** Tells a virtualizer how far its list is scrolled: by the person as it happens, by the window itself when it suits. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { afterPaint } from '../state/afterPaint.ts'

type Tell = (offset: number, scrolling: boolean) => void

export function createOffsetWatch() {
  let tell: Tell = () => undefined
  let area: HTMLElement | null = null
  /** Where the window scrolled to without telling yet. */
  let untold: number | null = null
  let cancel = (): void => undefined

  function tellNow(offset: number, scrolling: boolean): void {
    cancel()
    untold = null
    tell(offset, scrolling)
  }

  return {
    /** Scrolls to rows that are drawn already; those around them are drawn once this is on screen. */
    moveOver(offset: number): void {
      if (area === null) return
      cancel()
      untold = offset
      area.scrollTop = offset
      cancel = afterPaint(() => tellNow(offset, false))
    },
    /** Before it is scrolled: the rows there are drawn with what else the caller changes. */
    tell: (offset: number): void => tellNow(offset, false),
    untold: (): number | null => untold,
    observe(rows: Virtualizer<HTMLDivElement, Element>, telling: Tell): () => void {
      const scrolled = rows.scrollElement
      const seen = (): void => {
        // What the window did itself is no news: it would be drawn a second time.
        if (scrolled !== null && scrolled.scrollTop !== (untold ?? rows.scrollOffset))
          tellNow(scrolled.scrollTop, true)
      }
      tell = telling
      area = scrolled
      scrolled?.addEventListener('scroll', seen, { passive: true })
      return () => {
        cancel()
        scrolled?.removeEventListener('scroll', seen)
      }
    },
  }
}
