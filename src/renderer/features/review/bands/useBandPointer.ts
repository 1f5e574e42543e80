/** Press and drag set the frame; the wheel zooms time about the pointer, with Shift it moves. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { player } from '../player/reviewPlayer.ts'
import { type Axis, columnsOf, frameAt, moved, zoomed } from './axis.ts'

export function useBandPointer(
  ruler: RefObject<HTMLElement | null>,
  axis: Axis,
  frames: number,
  setAxis: (axis: Axis) => void,
) {
  const dragging = useRef(false)
  const latest = useRef({ axis, frames, setAxis })
  useEffect(() => {
    latest.current = { axis, frames, setAxis }
  })

  function placeOf(clientX: number): number {
    const area = ruler.current?.getBoundingClientRect()
    return area && area.width > 0 ? (clientX - area.left) / area.width : 0
  }

  function seek(event: PointerEvent): void {
    player.send({ type: 'seek', frame: frameAt(axis, placeOf(event.clientX)) })
  }

  useEffect(() => {
    const area = ruler.current?.closest<HTMLElement>('.rv-time')
    if (!area) return
    // React listens to wheels passively; here the page must not scroll along.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { axis: now, frames: all, setAxis: set } = latest.current
      const box = ruler.current!.getBoundingClientRect()
      const place = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
      const amount = event.deltaY + event.deltaX
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        set(moved(now, (amount / 400) * columnsOf(now), all))
      } else set(zoomed(now, place, Math.exp(event.deltaY / 400), all))
    }
    area.addEventListener('wheel', onWheel, { passive: false })
    return () => area.removeEventListener('wheel', onWheel)
  }, [ruler])

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !(event.target instanceof Element) || event.target.closest('button')) return
      dragging.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
      player.send({ type: 'pause' })
      seek(event)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (dragging.current) seek(event)
    },
    onLostPointerCapture() {
      dragging.current = false
    },
  }
}
